package nightdesk.responder.knowledge;

import java.time.Duration;
import nightdesk.ingest.Stage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Brings the index up to date at start, and when another process has changed the knowledge. */
final class FollowKnowledge implements Stage {
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final KnowledgeStore store;
    private final StoredKnowledge knowledge;

    FollowKnowledge(KnowledgeStore store, StoredKnowledge knowledge) {
        this.store = store;
        this.knowledge = knowledge;
    }

    @Override
    public String name() {
        return "knowledge";
    }

    @Override
    public String role() {
        return "responder";
    }

    @Override
    public Mono<Void> run() {
        return Flux.interval(Duration.ZERO, PAUSE)
                .onBackpressureDrop()
                .concatMap(tick -> store.stamp(), 1)
                .distinctUntilChanged()
                .concatMap(stamp -> knowledge.reload(), 1)
                .then();
    }
}
