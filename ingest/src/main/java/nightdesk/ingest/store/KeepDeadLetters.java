package nightdesk.ingest.store;

import java.util.List;
import nightdesk.ingest.DeadLetterRecord;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.EventLog.Subscription;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Stage;
import nightdesk.ingest.Topics;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stage {@code dead-letters}: keeps what failed where a person can see it and put it back. */
final class KeepDeadLetters implements Stage {
    private static final Subscription LETTERS = new Subscription(Topics.DEAD_LETTER, "dead-letters", 200);
    private final EventLog log;
    private final DeadLetterStore store;

    KeepDeadLetters(EventLog log, DeadLetterStore store) {
        this.log = log;
        this.store = store;
    }

    @Override
    public String name() {
        return "dead-letters";
    }

    @Override
    public String role() {
        return "ingest";
    }

    @Override
    public Mono<Void> run() {
        return log.consume(LETTERS, this::keep);
    }

    private Mono<Void> keep(List<LogRecord> batch) {
        return Flux.fromIterable(batch)
                .map(entry -> Json.read(entry.value(), DeadLetterRecord.class))
                .concatMap(store::keep)
                .then();
    }
}
