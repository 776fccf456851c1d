package nightdesk.ingest.crm;

import java.time.Duration;
import nightdesk.ingest.Stage;
import reactor.core.publisher.Mono;

/** Stage {@code crm-imports}: reads the exports of this node one after the other, those again that a crash cut off. */
final class CrmImportStage implements Stage {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final CrmImportStore store;
    private final CrmImportRun run;
    private final String node;

    CrmImportStage(CrmImportStore store, CrmImportRun run, String node) {
        this.store = store;
        this.run = run;
        this.node = node;
    }

    @Override
    public String name() {
        return "crm-imports";
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
