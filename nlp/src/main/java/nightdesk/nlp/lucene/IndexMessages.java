package nightdesk.nlp.lucene;

import java.time.Duration;
import java.util.List;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.EventLog.Subscription;
import nightdesk.ingest.Groups;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Stage;
import nightdesk.ingest.Topics;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.MessageIndex;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Stage {@code index}: what is on the log comes into the index. A batch is acknowledged after Lucene's commit. */
final class IndexMessages implements Stage {
    private static final Subscription MESSAGES = new Subscription(Topics.MESSAGE, "index", 2000);
    private static final Subscription AGAIN = new Subscription(Topics.MESSAGE_AGAIN, "index-again", 2000);
    private static final int PORTION = 500;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int LOOK_ANYWAY = 60;
    private final EventLog log;
    private final MessageIndex index;
    private final Lexicon lexicon;
    private final Groups groups;
    private final Scheduler scheduler;
    private volatile String readUnder = "";

    IndexMessages(EventLog log, MessageIndex index, Lexicon lexicon, Groups groups, Scheduler scheduler) {
        this.log = log;
        this.lexicon = lexicon;
        this.groups = groups;
        this.index = index;
        this.scheduler = scheduler;
    }

    @Override
    public String name() {
        return "index";
    }

    @Override
    public String role() {
        return "nlp";
    }

    /** What is new goes between the portions of what is old, as both wait for the same thread. */
    @Override
    public Mono<Void> run() {
        return published()
                .then(Mono.defer(() ->
                        Mono.when(log.consume(MESSAGES, this::index), log.consume(AGAIN, this::index), readAgain())));
    }

    private Mono<Void> published() {
        return Flux.interval(Duration.ZERO, LOOK)
                .onBackpressureDrop()
                .takeUntil(tick -> lexicon.isSettled())
                .then();
    }

    private Mono<Void> readAgain() {
        return Flux.interval(Duration.ZERO, LOOK)
                .onBackpressureDrop()
                .filter(tick -> tick % LOOK_ANYWAY == 0 || !lexicon.version().equals(readUnder))
                .concatMap(tick -> readAll(lexicon.version()), 1)
                .then();
    }

    private Mono<Void> readAll(String version) {
        return Mono.fromCallable(() -> index.readAgain(PORTION))
                .subscribeOn(scheduler)
                .repeat()
                .takeWhile(portion -> portion > 0)
                .then(Mono.fromRunnable(() -> readUnder = version));
    }

    /** A group's message reads by who is known to be who. Should that change while it is taken in, it is taken in again. */
    private Mono<Void> index(List<LogRecord> batch) {
        return Mono.fromCallable(() -> read(batch))
                .flatMap(read -> groups.reread(read).flatMap(now -> settle(read, now)))
                .then();
    }

    private Mono<List<ChatMessage>> settle(List<ChatMessage> read, List<ChatMessage> now) {
        return Mono.<Void>fromRunnable(() -> index.index(now))
                .subscribeOn(scheduler)
                .then(groups.reread(read))
                .flatMap(then -> then.equals(now) ? Mono.just(now) : settle(read, then));
    }

    private static List<ChatMessage> read(List<LogRecord> batch) {
        return batch.stream()
                .map(entry -> Json.read(entry.value(), ChatMessage.class))
                .toList();
    }
}
