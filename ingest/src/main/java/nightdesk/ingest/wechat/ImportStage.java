package nightdesk.ingest.wechat;

import java.time.Duration;
import nightdesk.ingest.Stage;
import reactor.core.publisher.Mono;

/**
 * Stage {@code imports}: runs the jobs of this node one after the other, and those again that a crash has cut off. Its
 * role is the dashboard's, because the files lie where they were uploaded.
 */
final class ImportStage implements Stage {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ImportStore store;
    private final ImportRun run;
    private final String node;

    ImportStage(ImportStore store, ImportRun run, String node) {
        this.store = store;
        this.run = run;
        this.node = node;
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
        return store.next(node)
                .flatMap(due -> run.run(due).thenReturn(due))
                .switchIfEmpty(Mono.delay(PAUSE).then(Mono.empty()))
                .repeat()
                .then();
    }
}
