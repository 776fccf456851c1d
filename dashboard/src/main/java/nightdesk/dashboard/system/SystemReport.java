package nightdesk.dashboard.system;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nightdesk.dashboard.system.SystemState.AccountState;
import nightdesk.dashboard.system.SystemState.KnowledgeState;
import nightdesk.dashboard.system.SystemState.Models;
import nightdesk.dashboard.system.SystemState.NightState;
import nightdesk.dashboard.system.SystemState.ServerState;
import nightdesk.dashboard.system.SystemState.StageState;
import nightdesk.ingest.ChannelActivity;
import nightdesk.ingest.Counters;
import nightdesk.ingest.DeadLetters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.EventLog.Lag;
import nightdesk.ingest.Server;
import nightdesk.ingest.StageStatus;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomAccounts;
import nightdesk.responder.KnowledgeCatalog;
import nightdesk.responder.NightCalendar;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Puts the system page together. A server that does not answer is shown as down; it never fails the page. */
final class SystemReport {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Build build;
    private final Ingest ingest;
    private final Responder responder;
    private final Clock clock;

    SystemReport(Build build, Ingest ingest, Responder responder, Clock clock) {
        this.build = build;
        this.ingest = ingest;
        this.responder = responder;
        this.clock = clock;
    }

    Mono<SystemState> now() {
        return Mono.zip(lags(), deadLetters(), knowledge())
                .map(read -> state(read.getT1(), read.getT2(), read.getT3()));
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
        KnowledgeState none = new KnowledgeState(0, 0);
        return responder.knowledge() == null
                ? Mono.just(none)
                : responder
                        .knowledge()
                        .size()
                        .map(size -> new KnowledgeState(size.items(), size.approved()))
                        .timeout(PATIENCE)
                        .onErrorReturn(none);
    }

    private SystemState state(Optional<List<Lag>> lags, Optional<Long> deadLetters, KnowledgeState knowledge) {
        return new SystemState(
                build.version(),
                at(build.startedAt()),
                at(clock.instant()),
                List.copyOf(build.roles()),
                servers(lags.isPresent(), deadLetters.isPresent()),
                accounts(),
                ingest.stages().stages().stream().map(this::stage).toList(),
                lags.orElse(List.of()).stream()
                        .sorted(Comparator.comparing(Lag::group).thenComparing(Lag::topic))
                        .toList(),
                null,
                ingest.counters().all(),
                deadLetters.orElse(0L),
                knowledge,
                new Models(responder.embedding(), responder.llm()),
                night());
    }

    private List<ServerState> servers(boolean kafkaUp, boolean postgresUp) {
        return ingest.servers().stream()
                .map(server -> new ServerState(
                        server.name(),
                        server.embedded() ? "embedded" : "external",
                        server.detail(),
                        switch (server.name()) {
                            case "kafka" -> kafkaUp;
                            case "postgres" -> postgresUp;
                            default -> true;
                        }))
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
                heard.rejected());
    }

    private StageState stage(StageStatus.Status status) {
        return new StageState(status.name(), status.state(), at(status.since()), status.lastError());
    }

    private NightState night() {
        NightCalendar calendar = responder.calendar();
        if (calendar == null) {
            return new NightState(false, List.of(), null);
        }
        Instant now = clock.instant();
        return new NightState(
                calendar.isNight(now),
                calendar.windows(),
                calendar.isAlways()
                        ? null
                        : atOrNull(
                                calendar.night(now).map(NightCalendar.Night::to).orElse(null)));
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
            List<Server> servers) {}

    /** What the upper modules tell of themselves; null where a process runs without that part. */
    record Responder(
            @Nullable KnowledgeCatalog knowledge,
            @Nullable NightCalendar calendar,
            @Nullable String embedding,
            @Nullable String llm) {}
}
