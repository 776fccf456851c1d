package nightdesk.ingest.stage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nightdesk.ingest.FailureText;
import nightdesk.ingest.Stage;
import nightdesk.ingest.StageStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Runs every stage whose role is active, and starts it again when it ends. The only place that subscribes. */
final class StageRunner implements SmartLifecycle, StageStatus {
    private static final Logger log = LoggerFactory.getLogger(StageRunner.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final List<Stage> stages;
    private final Clock clock;
    private final Map<String, Status> status = new ConcurrentHashMap<>();
    private final List<Disposable> running = new ArrayList<>();

    StageRunner(Collection<Stage> stages, Set<String> roles, Clock clock) {
        this.stages = stages.stream()
                .filter(stage -> roles.contains("all")
                        || roles.contains(stage.role())
                        || stage.role().equals(Stage.EVERY))
                .toList();
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        stages.forEach(stage -> running.add(supervised(stage).subscribe()));
        log.info("Stages: {}", stages.stream().map(Stage::name).toList());
    }

    private Mono<Void> supervised(Stage stage) {
        Pauses pauses = new Pauses();
        return Mono.defer(() -> {
                    note(stage, "running", null);
                    pauses.started(clock.instant());
                    return stage.run();
                })
                .then(Mono.<Void>error(() -> new IllegalStateException("The stage ended by itself")))
                .doOnError(failure -> {
                    log.warn("Stage {} failed and will start again: {}", stage.name(), FailureText.of(failure));
                    note(stage, "retrying", FailureText.of(failure));
                })
                .retryWhen(Retry.from(
                        failures -> failures.concatMap(failure -> Mono.delay(pauses.next(clock.instant())))));
    }

    /** How long to wait before a stage starts again: longer each time, and short again after it has run for a while. */
    private static final class Pauses {
        private Instant started = Instant.EPOCH;
        private Duration pause = FIRST_PAUSE;

        synchronized void started(Instant at) {
            started = at;
        }

        synchronized Duration next(Instant failed) {
            pause = started.plus(SETTLED).isBefore(failed) ? FIRST_PAUSE : pause;
            Duration now = pause;
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
            return now;
        }
    }

    private void note(Stage stage, String state, @Nullable String error) {
        status.compute(stage.name(), (name, before) -> {
            String kept = error == null && before != null ? before.lastError() : error;
            return new Status(name, state, Instant.now(clock), kept);
        });
    }

    @Override
    public synchronized void stop() {
        running.forEach(Disposable::dispose);
        running.clear();
        stages.forEach(stage -> note(stage, "stopped", null));
    }

    @Override
    public synchronized boolean isRunning() {
        return !running.isEmpty();
    }

    /** Stages start before the web server accepts requests and stop after it. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public List<Status> stages() {
        return status.values().stream()
                .sorted(java.util.Comparator.comparing(Status::name))
                .toList();
    }
}
