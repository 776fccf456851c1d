package nightdesk.responder.night;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import nightdesk.ingest.FailureText;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Recursion;
import nightdesk.ingest.Stage;
import nightdesk.ingest.Topics;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomAccounts;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.announce.AnnouncementStore;
import nightdesk.responder.announce.Poll;
import nightdesk.responder.delivery.OutboxStore;
import nightdesk.responder.lead.LeadEntry;
import nightdesk.responder.lead.LeadStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Stage {@code decide}: takes a conversation whose burst has closed, decides without holding a connection, and writes
 * reply, texts, lead and announcement in one transaction that also marks the lines as decided. A crash leaves all of it
 * or nothing; a decision that somebody's words overtook is dropped and made anew.
 */
final class DecideBursts implements Stage {
    private static final Logger log = LoggerFactory.getLogger(DecideBursts.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final int MOST_DOUBLINGS = 6;
    private static final int TRIES = 3;

    private final NightDesk desk;
    private final Stores stores;
    private final Bursts bursts;
    private final NightSettings settings;
    private final @Nullable String branch;
    private final WecomAccounts accounts;
    private final Clock clock;
    private final Scheduler scheduler;

    /** What a decision is written to. */
    record Stores(
            InboxStore inbox,
            ReplyStore replies,
            OutboxStore outbox,
            LeadStore leads,
            AnnouncementStore announcements,
            TransactionalOperator transaction) {}

    DecideBursts(
            NightDesk desk,
            Stores stores,
            Bursts bursts,
            NightSettings settings,
            @Nullable String branch,
            WecomAccounts accounts,
            Clock clock,
            Scheduler scheduler) {
        this.desk = desk;
        this.stores = stores;
        this.bursts = bursts;
        this.settings = settings;
        this.branch = branch;
        this.accounts = accounts;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    @Override
    public String name() {
        return "decide";
    }

    @Override
    public String role() {
        return "responder";
    }

    @Override
    public Mono<Void> run() {
        return Poll.forever(settings.parallelism(), PAUSE, this::decideNext);
    }

    /** Decides one burst, if one is due; returns how many. */
    Mono<Integer> decideNext() {
        return stores.inbox()
                .take(settings.decisionLease())
                .flatMap(due -> decide(due).thenReturn(1))
                .defaultIfEmpty(0);
    }

    private Mono<Void> decide(InboxStore.Due due) {
        return load(due)
                .flatMap(loaded -> due.failures() < TRIES
                        ? write(loaded, night -> desk.decide(night))
                        : write(loaded, night -> desk.undecided(night)))
                .onErrorResume(failure -> again(due, failure));
    }

    /** One conversation that cannot be decided waits, longer each time, and holds up no other; then staff get it. */
    private Mono<Void> again(InboxStore.Due due, Throwable failure) {
        log.warn(
                "Deciding on {} failed, try {}: {}", due.conversationId(), due.failures() + 1, FailureText.of(failure));
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(due.failures(), MOST_DOUBLINGS));
        return stores.inbox().failed(due, pause);
    }

    /** A conversation that is due, with all that was said in its night. */
    private record Loaded(InboxStore.Due due, List<InboxStore.Line> lines, List<Turn> ours) {}

    private Mono<Loaded> load(InboxStore.Due due) {
        return stores.inbox()
                .lines(due)
                .flatMap(lines -> stores.replies()
                        .turns(due.conversationId(), due.undecidedNight())
                        .map(ours -> new Loaded(due, lines, ours)));
    }

    private Mono<Void> write(Loaded loaded, Function<NightCase, Decision> decide) {
        NightCase night = nightCase(loaded);
        List<String> read =
                loaded.lines().stream().map(line -> line.turn().id()).toList();
        return Mono.fromCallable(Recursion.guarded(() -> decide.apply(night)))
                .subscribeOn(scheduler)
                .flatMap(decision -> stores.inbox()
                        .stillStands(loaded.due(), read)
                        .flatMap(stands -> stands
                                ? write(loaded.due(), night, decision)
                                : stores.inbox().giveBack(loaded.due()))
                        .as(stores.transaction()::transactional));
    }

    private NightCase nightCase(Loaded loaded) {
        boolean simulated = accounts.find(loaded.due().account())
                .filter(WecomAccount::simulated)
                .isPresent();
        List<Turn> open = loaded.lines().stream()
                .filter(line -> !line.decided())
                .map(InboxStore.Line::turn)
                .toList();
        List<Turn> burst = simulated && !open.isEmpty() ? bursts.cut(open).getFirst() : open;
        Instant now = simulated && !burst.isEmpty() ? bursts.closes(burst.getLast()) : clock.instant();
        return new NightCase(
                loaded.due().conversationId(),
                branch,
                now,
                before(loaded, burst, simulated),
                burst,
                !simulated && isLate(burst, now));
    }

    /** Everything but the burst; on a virtual clock what lies in its future is not known yet. */
    private static List<Turn> before(Loaded loaded, List<Turn> burst, boolean simulated) {
        Instant end = simulated && !burst.isEmpty() ? burst.getLast().at() : Instant.MAX;
        return Stream.concat(
                        loaded.lines().stream().map(InboxStore.Line::turn).filter(turn -> !burst.contains(turn)),
                        loaded.ours().stream())
                .filter(turn -> !turn.at().isAfter(end) || turn.from() == Turn.From.AI)
                .sorted(Comparator.comparing(Turn::at))
                .toList();
    }

    private boolean isLate(List<Turn> burst, Instant now) {
        return !burst.isEmpty() && burst.getLast().at().plus(settings.maxAge()).isBefore(now);
    }

    private Mono<Void> write(InboxStore.Due due, NightCase night, Decision decision) {
        List<String> ids = night.burst().stream().map(Turn::id).toList();
        Mono<Void> kept = ids.isEmpty() ? Mono.empty() : keep(due, night, decision, ids);
        return kept.then(Mono.defer(() -> stores.leads().merge(entry(due, night, decision))))
                .then(Mono.defer(() -> stores.inbox().decided(due.conversationId(), ids)));
    }

    private record Decided(String conversationId, String replyId, ReplyKind kind) {}

    private Mono<Void> keep(InboxStore.Due due, NightCase night, Decision decision, List<String> ids) {
        String id = "r_" + Ids.hash(due.conversationId(), ids.getFirst(), ids.getLast());
        return stores.replies()
                .keep(id, due.conversationId(), due.undecidedNight(), night.now(), decision)
                .then(Mono.defer(() -> stores.outbox()
                        .put(id, due.conversationId(), due.undecidedNight(), decision.texts(), night.now())))
                .then(Mono.defer(() -> stores.announcements()
                        .note(
                                Topics.REPLY,
                                due.conversationId(),
                                new Decided(due.conversationId(), id, decision.kind()))));
    }

    private static LeadEntry entry(InboxStore.Due due, NightCase night, Decision decision) {
        return new LeadEntry(
                new LeadEntry.Who(
                        due.conversationId(),
                        due.undecidedNight(),
                        due.patientId(),
                        due.patientName().isEmpty() ? null : due.patientName()),
                decision.notes(),
                decision.score(),
                decision.promise(),
                decision.queue(),
                decision.alarm().isEmergency(),
                decision.question(),
                night.now());
    }
}
