package nightdesk.ingest.wechat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import nightdesk.ingest.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Stage {@code imports}: runs the jobs of this node one after the other, and those again that a crash has cut off; beside
 * them the trials, which nobody should wait for; lets go what a person has decided about; and removes uploads that broke
 * off. Its role is the dashboard's, because the files lie where they were uploaded.
 */
final class ImportStage implements Stage {
    private static final Logger log = LoggerFactory.getLogger(ImportStage.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration SWEEP = Duration.ofMinutes(30);
    private static final Duration HALF_UPLOAD = Duration.ofHours(2);
    private static final Duration TRIAL = Duration.ofHours(24);
    /** File times are coarser than the clock. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private final ImportStore store;
    private final ImportRun run;
    private final ImportedSpeakers speakers;
    private final String node;
    private final Path directory;
    private final Clock clock;
    /** What lay there before this process began is nobody's upload any more. */
    private final Instant begun;

    ImportStage(ImportStore store, ImportRun run, ImportedSpeakers speakers, String node, Path directory, Clock clock) {
        this.store = store;
        this.run = run;
        this.speakers = speakers;
        this.node = node;
        this.directory = directory;
        this.clock = clock;
        this.begun = clock.instant().minus(TICK);
    }

    @Override
    public String name() {
        return "imports";
    }

    @Override
    public String role() {
        return "dashboard";
    }

    @Override
    public Mono<Void> run() {
        return Mono.defer(() -> sweep(begun)).then(Mono.when(jobs(false), jobs(true), decisions(), sweeps()));
    }

    private Mono<Void> jobs(boolean dryRun) {
        return store.next(node, dryRun)
                .flatMap(due -> run.run(due).thenReturn(due))
                .switchIfEmpty(Mono.delay(PAUSE).then(Mono.empty()))
                .repeat()
                .then();
    }

    private Mono<Void> decisions() {
        return speakers.release()
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.delay(PAUSE).then(Mono.empty()))
                .repeat()
                .then();
    }

    private Mono<Void> sweeps() {
        return Mono.delay(SWEEP)
                .then(Mono.defer(() -> sweep(clock.instant().minus(HALF_UPLOAD))))
                .repeat()
                .then();
    }

    private Mono<Void> sweep(Instant before) {
        Scheduler reading = run.reading();
        return store.neededFiles(node, clock.instant().minus(TRIAL))
                .collectList()
                .publishOn(reading)
                .doOnNext(needed -> {
                    int swept = Spool.sweep(directory, new HashSet<>(needed), before);
                    if (swept > 0) {
                        log.info("Removed {} uploads that no import needs", swept);
                    }
                })
                .then();
    }
}
