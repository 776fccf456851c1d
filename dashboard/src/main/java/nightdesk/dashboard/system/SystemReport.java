package nightdesk.dashboard.system;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import nightdesk.dashboard.system.SystemState.AccountState;
import nightdesk.dashboard.system.SystemState.ArchiveState;
import nightdesk.dashboard.system.SystemState.IndexState;
import nightdesk.dashboard.system.SystemState.KnowledgeState;
import nightdesk.dashboard.system.SystemState.Models;
import nightdesk.dashboard.system.SystemState.NightState;
import nightdesk.dashboard.system.SystemState.PauseState;
import nightdesk.dashboard.system.SystemState.ServerState;
import nightdesk.dashboard.system.SystemState.StageState;
import nightdesk.ingest.ArchiveStatus;
import nightdesk.ingest.ChannelActivity;
import nightdesk.ingest.Counters;
import nightdesk.ingest.DeadLetters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.EventLog.Lag;
import nightdesk.ingest.Server;
import nightdesk.ingest.StageStatus;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.WecomPauses;
import nightdesk.nlp.MessageIndex;
import nightdesk.nlp.SentenceEmbedder;
import nightdesk.responder.Composer;
import nightdesk.responder.KnowledgeCatalog;
import nightdesk.responder.NightCalendar;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Puts the system page together. A server that does not answer is shown as down; it never fails the page. */
final class SystemReport implements DisposableBean {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int LOOK_AHEAD_DAYS = 60;

    private final Build build;
    private final Ingest ingest;
    private final Upper upper;
    private final Clock clock;
    private final Scheduler scheduler = Schedulers.newBoundedElastic(1, 20, "system-page");

    SystemReport(Build build, Ingest ingest, Upper upper, Clock clock) {
        this.build = build;
        this.ingest = ingest;
        this.upper = upper;
        this.clock = clock;
    }

    Mono<SystemState> now() {
        return Mono.zip(lags(), deadLetters(), knowledge(), index())
                .map(read -> state(read.getT1(), read.getT2(), read.getT3(), read.getT4()));
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }

    /** Kafka is up if it says how far its readers are. */
    private Mono<Optional<List<Lag>>> lags() {
        return ingest.log().lags().map(Optional::of).timeout(PATIENCE).onErrorReturn(Optional.empty());
    }

    /** PostgreSQL is up if it counts the dead letters. */
    private Mono<Optional<Long>> deadLetters() {
        return ingest.deadLetters()
                .waiting()
                .map(Optional::of)
                .timeout(PATIENCE)
                .onErrorReturn(Optional.empty());
    }

    private Mono<KnowledgeState> knowledge() {
        return upper.knowledge()
                .size()
                .map(size -> new KnowledgeState(size.items(), size.approved()))
                .timeout(PATIENCE)
                .onErrorReturn(new KnowledgeState(0, 0));
    }

    private Mono<Optional<IndexState>> index() {
        return Mono.fromCallable(() -> upper.index().status())
                .subscribeOn(scheduler)
                .map(status -> Optional.of(
                        new IndexState(status.messages(), status.sizeBytes(), atOrNull(status.lastCommitAt()))))
                .timeout(PATIENCE)
                .onErrorReturn(Optional.empty());
    }

    private SystemState state(
            Optional<List<Lag>> lags,
            Optional<Long> deadLetters,
            KnowledgeState knowledge,
            Optional<IndexState> index) {
        return new SystemState(
                build.version(),
                at(build.startedAt()),
                at(clock.instant()),
                List.copyOf(build.roles()),
                servers(lags.isPresent(), deadLetters.isPresent(), index.isPresent()),
                accounts(),
                ingest.archives().archives().stream().map(this::archive).toList(),
                ingest.stages().stages().stream().map(this::stage).toList(),
                lags.orElse(List.of()).stream()
                        .sorted(Comparator.comparing(Lag::group).thenComparing(Lag::topic))
                        .toList(),
                index.orElse(null),
                ingest.counters().all(),
                deadLetters.orElse(0L),
                knowledge,
                new Models(upper.embedder().model(), upper.composer().model()),
                night());
    }

    private List<ServerState> servers(boolean kafkaUp, boolean postgresUp, boolean indexUp) {
        Map<String, Boolean> up = Map.of("kafka", kafkaUp, "postgres", postgresUp, "index", indexUp);
        Stream<Server> index = Stream.of(new Server("index", true, "Lucene"));
        return Stream.concat(ingest.servers().stream(), index)
                .map(server -> new ServerState(
                        server.name(),
                        server.embedded() ? "embedded" : "external",
                        server.detail(),
                        up.getOrDefault(server.name(), true)))
                .toList();
    }

    private List<AccountState> accounts() {
        return ingest.accounts().all().stream()
                .sorted(Comparator.comparing(WecomAccount::name))
                .map(this::account)
                .toList();
    }

    private AccountState account(WecomAccount account) {
        ChannelActivity.Heard heard = ingest.activity().of(account.name());
        return new AccountState(
                account.name(),
                account.simulated(),
                atOrNull(heard.lastCallbackAt()),
                atOrNull(heard.lastMessageAt()),
                heard.callbacks(),
                heard.rejected(),
                ingest.pauses().of(account.name()).stream().map(this::pause).toList());
    }

    private PauseState pause(WecomPauses.Pause pause) {
        return new PauseState(pause.what(), pause.errcode(), pause.explanation(), at(pause.until()));
    }

    private ArchiveState archive(ArchiveStatus.Archive archive) {
        return new ArchiveState(
                archive.account(),
                archive.state(),
                archive.detail(),
                archive.seq(),
                atOrNull(archive.lastPullAt()),
                atOrNull(archive.lastRecordAt()),
                archive.stored(),
                archive.withoutConsent(),
                archive.sealed(),
                archive.restarts());
    }

    private StageState stage(StageStatus.Status status) {
        return new StageState(status.name(), status.state(), at(status.since()), status.lastError());
    }

    private NightState night() {
        NightCalendar calendar = upper.calendar();
        Instant now = clock.instant();
        return new NightState(
                calendar.isNight(now),
                calendar.windows(calendar.date(now)),
                calendar.isAlways()
                        ? null
                        : atOrNull(
                                calendar.night(now).map(NightCalendar.Night::to).orElse(null)),
                calendar.special(calendar.date(now))
                        .map(day -> new SystemState.SpecialDay(day.kind().name().toLowerCase(Locale.ROOT), day.name()))
                        .orElse(null),
                calendar.missingYear(now, LOOK_AHEAD_DAYS).orElse(null));
    }

    private OffsetDateTime at(Instant instant) {
        return instant.atZone(clock.getZone()).toOffsetDateTime();
    }

    private @Nullable OffsetDateTime atOrNull(@Nullable Instant instant) {
        return instant == null ? null : at(instant);
    }

    /** This process. */
    record Build(String version, Instant startedAt, TreeSet<String> roles) {
        Build(String version, Instant startedAt, Set<String> roles) {
            this(version, startedAt, new TreeSet<>(roles));
        }
    }

    /** What the ingest module tells of itself. */
    record Ingest(
            EventLog log,
            DeadLetters deadLetters,
            StageStatus stages,
            Counters counters,
            ChannelActivity activity,
            WecomAccounts accounts,
            ArchiveStatus archives,
            WecomPauses pauses,
            List<Server> servers) {}

    /** What the upper modules tell of themselves. */
    record Upper(
            MessageIndex index,
            SentenceEmbedder embedder,
            KnowledgeCatalog knowledge,
            Composer composer,
            NightCalendar calendar) {}
}
