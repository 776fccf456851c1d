package nightdesk.ingest.store;

import java.util.List;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.EventLog.Subscription;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.Stage;
import nightdesk.ingest.Topics;
import reactor.core.publisher.Mono;

/** Stage {@code store}: what is on the log comes into PostgreSQL. */
final class StoreMessages implements Stage {
    private static final Subscription MESSAGES = new Subscription(Topics.MESSAGE, "store", 2000);
    private final EventLog log;
    private final MessageStore store;

    StoreMessages(EventLog log, MessageStore store) {
        this.log = log;
        this.store = store;
    }

    @Override
    public String name() {
        return "store";
    }

    @Override
    public String role() {
        return "ingest";
    }

    @Override
    public Mono<Void> run() {
        return log.consume(MESSAGES, this::save);
    }

    private Mono<Void> save(List<LogRecord> batch) {
        return Mono.fromCallable(() -> batch.stream()
                        .map(entry -> Json.read(entry.value(), ChatMessage.class))
                        .toList())
                .flatMap(store::save);
    }
}
