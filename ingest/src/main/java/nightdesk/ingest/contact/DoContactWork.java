package nightdesk.ingest.contact;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import nightdesk.ingest.Channel;
import nightdesk.ingest.Counters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Groups;
import nightdesk.ingest.Groups.MemberList;
import nightdesk.ingest.Groups.Role;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.PatientEvent;
import nightdesk.ingest.Stage;
import nightdesk.ingest.TransientFailure;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.wecom.WecomFailure;
import nightdesk.ingest.wecom.WecomPaused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stage {@code contact-work}: asks WeCom for the customers, groups and tags of which something says that they changed, and
 * keeps the answers. What changed is on the log before it is kept, so that a crash in between tells it twice, never not.
 */
final class DoContactWork implements Stage {
    private static final Logger logger = LoggerFactory.getLogger(DoContactWork.class);
    private static final int AT_ONCE = 4;
    private static final int PORTION = 40;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int DOUBLINGS = 10;

    private final WecomAccounts accounts;
    private final ContactApi api;
    private final WorkStore work;
    private final ContactStore store;
    private final Groups groups;
    private final EventLog log;
    private final Counters counters;
    private final Clock clock;
    private final Duration poll;

    DoContactWork(
            WecomAccounts accounts,
            ContactApi api,
            WorkStore work,
            ContactStore store,
            Groups groups,
            EventLog log,
            Counters counters,
            Clock clock,
            Duration poll) {
        this.accounts = accounts;
        this.api = api;
        this.work = work;
        this.store = store;
        this.groups = groups;
        this.log = log;
        this.counters = counters;
        this.clock = clock;
        this.poll = poll;
    }

    @Override
    public String name() {
        return "contact-work";
    }

    @Override
    public String role() {
        return "ingest";
    }

    @Override
    public Mono<Void> run() {
        return Flux.interval(Duration.ZERO, poll)
                .onBackpressureDrop()
                .concatMap(tick -> askForStaleGroups().then(drain()), 1)
                .then();
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        accounts.all().forEach(account -> names.add(account.name()));
        return names;
    }

    private Mono<Void> askForStaleGroups() {
        return work.staleGroups(names())
                .collectList()
                .filter(stale -> !stale.isEmpty())
                .flatMap(stale -> work.ask(stale).then(work.notStale(stale)));
    }

    private Mono<Void> drain() {
        return work.take(names(), PORTION)
                .collectList()
                .flatMapMany(taken ->
                        Flux.fromIterable(taken).flatMap(this::attempt, AT_ONCE).thenMany(Flux.just(taken.size())))
                .repeat()
                .takeWhile(size -> size == PORTION)
                .then();
    }

    private Mono<Void> attempt(Work.Taken taken) {
        return Mono.justOrEmpty(accounts.find(taken.account()))
                .flatMap(account -> perform(account, taken))
                .then(work.done(taken))
                .doOnSuccess(done -> counters.increment("contact.asked", taken.kind()))
                .onErrorResume(
                        failure -> failure instanceof TransientFailure || failure instanceof WecomFailure,
                        failure -> putOff(taken, failure));
    }

    private Mono<Void> putOff(Work.Taken taken, Throwable failure) {
        counters.increment("contact.put-off", taken.kind());
        logger.warn(
                "Asking for a {} of {} is put off: {}",
                taken.kind(),
                taken.account(),
                String.valueOf(failure.getMessage()));
        Instant until = failure instanceof WecomPaused paused
                ? paused.until()
                : clock.instant().plus(pause(taken.attempts()));
        return work.putOff(taken, until, String.valueOf(failure.getMessage()));
    }

    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private Mono<Void> perform(WecomAccount account, Work.Taken taken) {
        return switch (taken.kind()) {
            case Work.CONTACT -> contact(account, taken.key());
            case Work.GROUP -> group(account, taken.key());
            default -> tags(account);
        };
    }

    private Mono<Void> contact(WecomAccount account, String externalUserId) {
        return api.contact(account, externalUserId)
                .flatMap(now -> store.kept(account.name(), List.of(externalUserId))
                        .flatMap(kept -> told(now, kept.get(externalUserId)))
                        .flatMap(this::tell)
                        .then(store.keep(now)));
    }

    private Mono<List<PatientEvent>> told(Contact now, @Nullable Contact before) {
        Instant since = now.follows().stream()
                .map(Contact.Follow::since)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(before == null ? Instant.EPOCH : before.asOf());
        return store.told(now.account(), now.externalUserId(), since.minus(ContactFacts.NEAR))
                .map(told -> new ContactFacts(now, before, told).all());
    }

    private Mono<Void> tell(List<PatientEvent> events) {
        List<LogRecord> records = events.stream().map(PatientEvent::toRecord).toList();
        return records.isEmpty() ? Mono.empty() : log.append(records);
    }

    private Mono<Void> group(WecomAccount account, String chatId) {
        return api.group(account, chatId)
                .map(list -> links(list).then(groups.listed(list)))
                .switchIfEmpty(Mono.fromSupplier(
                        () -> groups.dismissed(Channel.WECOM_ARCHIVE, account.name(), chatId, clock.instant())))
                .flatMap(keeping -> keeping);
    }

    /** A member list may tell the unionid of people who are nobody's contact. */
    private Mono<Void> links(MemberList list) {
        List<Groups.ListedMember> people = list.members().stream()
                .filter(member -> member.role() == Role.PATIENT && member.unionid() != null)
                .toList();
        return people.isEmpty()
                ? Mono.empty()
                : store.linked(
                                list.account(),
                                people.stream().map(Groups.ListedMember::id).toList())
                        .map(known -> links(list, people, known))
                        .flatMap(this::tell);
    }

    private static List<PatientEvent> links(MemberList list, List<Groups.ListedMember> people, List<String> known) {
        List<PatientEvent> events = new ArrayList<>();
        people.stream().filter(member -> !known.contains(member.id())).forEach(member -> {
            String unionid = String.valueOf(member.unionid());
            Map<String, String> data = member.name() == null ? Map.of() : Map.of(PatientEvent.Data.NAME, member.name());
            events.add(new PatientEvent(
                    Ids.event("contact", list.account(), member.id(), unionid, "member"),
                    PatientEvent.Kind.PROFILE,
                    List.of(new Identity("external_userid", member.id()), new Identity("unionid", unionid)),
                    list.account(),
                    list.asOf(),
                    list.asOf(),
                    "contact",
                    Json.MAPPER.valueToTree(data),
                    null));
        });
        return events;
    }

    private Mono<Void> tags(WecomAccount account) {
        return Mono.defer(() -> {
            Instant asOf = clock.instant();
            return api.tags(account).flatMap(tags -> store.keepCorpTags(account.name(), tags, asOf));
        });
    }
}
