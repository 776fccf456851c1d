package nightdesk.ingest.contact;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import nightdesk.ingest.Counters;
import nightdesk.ingest.Stage;
import nightdesk.ingest.TransientFailure;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.contact.TagStore.Mark;
import nightdesk.ingest.wecom.WecomFailure;
import nightdesk.ingest.wecom.WecomPaused;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stage {@code tag-write-back}: brings our tags in WeCom to what is wanted. A mark is noted as perhaps made before the
 * call, so that after a crash it is still known as ours; marking twice changes nothing.
 */
final class DeliverTags implements Stage {
    private static final int MOST_CORP_TAGS = 10_000;
    private static final int MOST_CUSTOMER_TAGS = 3000;
    private static final int UNKNOWN_TAG = 40068;
    /** Nothing of ours can be there any more. */
    private static final Set<Integer> GONE = Set.of(84061, 40096, UNKNOWN_TAG);

    private static final Duration PLAN_EVERY = Duration.ofSeconds(5);
    private static final int PORTION = 500;
    private static final int AT_ONCE = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
    private static final int DOUBLINGS = 12;

    private final WecomAccounts accounts;
    private final ContactApi api;
    private final TagStore store;
    private final ContactStore contacts;
    private final Counters counters;
    private final Clock clock;
    private final String group;
    private final Duration interval;

    DeliverTags(
            WecomAccounts accounts,
            ContactApi api,
            TagStore store,
            ContactStore contacts,
            Counters counters,
            Clock clock,
            ContactSettings settings) {
        this.accounts = accounts;
        this.api = api;
        this.store = store;
        this.contacts = contacts;
        this.counters = counters;
        this.clock = clock;
        this.group = settings.tagWriteBack().group();
        Duration ten = settings.pollInterval().multipliedBy(10);
        this.interval = ten.compareTo(PLAN_EVERY) < 0 ? ten : PLAN_EVERY;
    }

    @Override
    public String name() {
        return "tag-write-back";
    }

    @Override
    public String role() {
        return "ingest";
    }

    @Override
    public Mono<Void> run() {
        return Flux.interval(Duration.ZERO, interval)
                .onBackpressureDrop()
                .concatMap(tick -> round(), 1)
                .then();
    }

    private Mono<Void> round() {
        return store.plan().then(store.leaveToStaff(group)).then(store.forget()).then(drain());
    }

    private Mono<Void> drain() {
        return Mono.defer(() -> store.take(names(), PORTION))
                .flatMap(marks -> Flux.fromIterable(byAccount(marks).entrySet())
                        .concatMap(entry -> account(entry.getKey(), entry.getValue()), 1)
                        .then(Mono.just(marks.size())))
                .repeat()
                .takeWhile(size -> size == PORTION)
                .then();
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        accounts.all().forEach(account -> names.add(account.name()));
        return names;
    }

    private static Map<String, List<Mark>> byAccount(List<Mark> marks) {
        return group(marks, Mark::account);
    }

    private static Map<String, List<Mark>> group(List<Mark> marks, Function<Mark, String> by) {
        return marks.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
    }

    private Mono<Void> account(String name, List<Mark> marks) {
        return Mono.justOrEmpty(accounts.find(name))
                .flatMap(account -> ids(account, marks)
                        .flatMap(ids -> Flux.fromIterable(
                                        group(marks, Mark::customer).values())
                                .flatMap(own -> customer(account, own, ids), AT_ONCE)
                                .then())
                        .onErrorResume(DeliverTags::isWecom, failure -> failed(marks, failure)));
    }

    /** Returns the ids of our tags by name; what WeCom does not have yet is made. */
    private Mono<Map<String, String>> ids(WecomAccount account, List<Mark> marks) {
        Set<String> names =
                marks.stream().filter(Mark::wanted).map(Mark::name).collect(Collectors.toCollection(TreeSet::new));
        return store.tagIds(account.name(), group)
                .flatMap(known -> known.keySet().containsAll(names) ? Mono.just(known) : make(account, names));
    }

    /** The answer to an earlier try may have been lost: what is there is looked at first. */
    private Mono<Map<String, String>> make(WecomAccount account, Set<String> names) {
        return refresh(account)
                .then(Mono.zip(store.tagIds(account.name(), group), store.tagCount(account.name())))
                .flatMap(both -> {
                    List<String> missing = new ArrayList<>(names);
                    missing.removeAll(both.getT1().keySet());
                    long room = Math.max(0, MOST_CORP_TAGS - both.getT2());
                    List<String> fitting = missing.subList(0, (int) Math.min(missing.size(), room));
                    return fitting.isEmpty()
                            ? Mono.just(both.getT1())
                            : api.addTags(account, group, fitting)
                                    .then(refresh(account))
                                    .then(store.tagIds(account.name(), group));
                });
    }

    private Mono<Void> refresh(WecomAccount account) {
        return Mono.defer(() -> {
            Instant asOf = clock.instant();
            return api.tags(account).flatMap(tags -> contacts.keepCorpTags(account.name(), tags, asOf));
        });
    }

    private Mono<Void> customer(WecomAccount account, List<Mark> marks, Map<String, String> ids) {
        List<Mark> off = marks.stream().filter(mark -> !mark.wanted()).toList();
        List<Mark> on = marks.stream()
                .filter(mark -> mark.wanted() && ids.containsKey(mark.name()))
                .toList();
        List<Mark> without = marks.stream()
                .filter(mark -> mark.wanted() && !ids.containsKey(mark.name()))
                .toList();
        Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
        return (without.isEmpty() ? Mono.<Void>empty() : store.failed(without, Errcodes.CORP_FULL, tomorrow))
                .then(takeOff(account, off))
                .then(on.isEmpty() ? Mono.empty() : add(account, on, ids, tomorrow));
    }

    private Mono<Void> takeOff(WecomAccount account, List<Mark> off) {
        List<String> ids =
                off.stream().map(Mark::tagId).filter(id -> !id.isEmpty()).toList();
        if (ids.isEmpty()) {
            return off.isEmpty() ? Mono.empty() : store.takenOff(off);
        }
        Mark one = off.getFirst();
        return api.mark(account, one.userId(), one.externalUserId(), List.of(), ids)
                .onErrorResume(WecomFailure.class, failure -> gone(account, off, failure))
                .then(store.takenOff(off))
                .doOnSuccess(done -> counters.add("tags", "taken-off", off.size()))
                .onErrorResume(DeliverTags::isWecom, failure -> failed(off, failure));
    }

    /** One tag that was deleted must not keep the others on. */
    private Mono<Void> gone(WecomAccount account, List<Mark> off, WecomFailure failure) {
        if (!GONE.contains(failure.errcode())) {
            return Mono.error(failure);
        }
        return failure.errcode() == UNKNOWN_TAG && off.size() > 1
                ? Flux.fromIterable(off)
                        .concatMap(mark -> takeOff(account, List.of(mark)), 1)
                        .then()
                : Mono.empty();
    }

    private Mono<Void> add(WecomAccount account, List<Mark> on, Map<String, String> ids, Instant tomorrow) {
        Mark one = on.getFirst();
        List<String> added =
                on.stream().map(mark -> ids.getOrDefault(mark.name(), "")).toList();
        return store.tagCount(one)
                .flatMap(count -> count + on.size() > MOST_CUSTOMER_TAGS
                        ? store.failed(on, Errcodes.CUSTOMER_FULL, tomorrow)
                        : store.marking(on, ids)
                                .then(api.mark(account, one.userId(), one.externalUserId(), added, List.of()))
                                .then(store.marked(on, group))
                                .doOnSuccess(done -> counters.add("tags", "marked", on.size())))
                .onErrorResume(DeliverTags::isWecom, failure -> refused(account, on, failure));
    }

    /** A tag that WeCom does not know was deleted there: our picture of its tags is old. */
    private Mono<Void> refused(WecomAccount account, List<Mark> on, Throwable failure) {
        boolean unknown = failure instanceof WecomFailure wecom && wecom.errcode() == UNKNOWN_TAG;
        return (unknown
                        ? refresh(account).onErrorResume(DeliverTags::isWecom, again -> Mono.empty())
                        : Mono.<Void>empty())
                .then(failed(on, failure));
    }

    private Mono<Void> failed(List<Mark> marks, Throwable failure) {
        counters.add("tags", "failed", marks.size());
        if (failure instanceof WecomPaused paused) {
            return store.failed(marks, paused.errcode(), paused.until());
        }
        int errcode = failure instanceof WecomFailure wecom ? wecom.errcode() : 0;
        int attempts = marks.stream().mapToInt(Mark::attempts).max().orElse(0);
        return store.failed(marks, errcode, clock.instant().plus(pause(attempts)));
    }

    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static boolean isWecom(Throwable failure) {
        return failure instanceof TransientFailure || failure instanceof WecomFailure;
    }
}
