package nightdesk.ingest.store;

import java.util.List;
import java.util.stream.IntStream;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.EventLog.Subscription;
import nightdesk.ingest.Groups;
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
    private final Groups groups;

    StoreMessages(EventLog log, MessageStore store, Groups groups) {
        this.groups = groups;
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
                .flatMap(messages ->
                        store.save(messages).then(groups.reread(messages)).flatMap(now -> tell(messages, now)));
    }

    /** A group's message that was stored otherwise than the log has it: the index hears of it whichever came first. */
    private Mono<Void> tell(List<ChatMessage> logged, List<ChatMessage> now) {
        List<LogRecord> others = IntStream.range(0, now.size())
                .filter(i -> !now.get(i).equals(logged.get(i)))
                .mapToObj(now::get)
                .map(message -> new LogRecord(Topics.MESSAGE_AGAIN, message.conversationId(), Json.text(message)))
                .toList();
        return others.isEmpty() ? Mono.empty() : log.append(others);
    }
}
