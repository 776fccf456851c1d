package nightdesk.nlp.lucene;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.EventLog.Lag;
import nightdesk.ingest.FailureText;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.Stage;
import nightdesk.ingest.Topics;
import nightdesk.nlp.IndexRebuild;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.util.concurrent.Queues;

/**
 * Stage {@code rebuild-index}: builds the index again when asked. First each new message goes into both indexes, then the
 * store is waited for until it has all that came before, then it is read from end to end, then the new index takes over.
 */
final class RebuildIndex implements Stage, IndexRebuild {
    private static final Logger log = LoggerFactory.getLogger(RebuildIndex.class);
    private static final int PORTION = 1000;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final String STORE = "store";

    private final RebuildableIndex index;
    private final MessageStore store;
    private final EventLog eventLog;
    private final Clock clock;
    private final Scheduler scheduler;
    private final Sinks.Many<Boolean> wanted =
            Sinks.many().multicast().onBackpressureBuffer(Queues.XS_BUFFER_SIZE, false);
    private volatile State state;

    RebuildIndex(RebuildableIndex index, MessageStore store, EventLog eventLog, Clock clock, Scheduler scheduler) {
        this.index = index;
        this.store = store;
        this.eventLog = eventLog;
        this.clock = clock;
        this.scheduler = scheduler;
        Phase first = index.leftUnfinished() ? Phase.INTERRUPTED : Phase.IDLE;
        this.state = new State(first, 0, 0, 0, 0, 0, null, null, null);
    }

    @Override
    public String name() {
        return "rebuild-index";
    }

    @Override
    public String role() {
        return "nlp";
    }

    @Override
    public synchronized State start() {
        if (state.isRunning()) {
            throw new AlreadyRunning();
        }
        state = new State(Phase.WAITING, 0, 0, 0, 0, 0, clock.instant(), null, null);
        wanted.tryEmitNext(true).orThrow();
        return state;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public Mono<Void> run() {
        return wanted.asFlux().concatMap(asked -> rebuild()).then();
    }

    private Mono<Void> rebuild() {
        return blocking(index::begin)
                .then(Mono.defer(this::awaitStore))
                .then(Mono.defer(store::count))
                .doOnNext(total -> update(now -> with(now, Phase.READING, 0, total, 0)))
                .then(Mono.defer(() -> portion("").expand(this::portion).then()))
                .then(Mono.defer(() -> blocking(this::takeOver)))
                .onErrorResume(failure -> Mono.<Void>fromRunnable(() -> failed(failure))
                        .then(blocking(index::giveUp))
                        .onErrorResume(second -> {
                            log.warn("What the rebuild left could not be removed: {}", FailureText.of(second));
                            return Mono.empty();
                        }))
                .doOnCancel(() -> failed(new CancellationException("the stage was stopped")));
    }

    /** Everything that came before the first message into both indexes is in the store once it is behind by nothing. */
    private Mono<Void> awaitStore() {
        return eventLog.lags()
                .map(RebuildIndex::behind)
                .doOnNext(behind -> update(now -> with(now, Phase.WAITING, 0, 0, behind)))
                .filter(behind -> behind == 0)
                .repeatWhenEmpty(Integer.MAX_VALUE, tries -> tries.delayElements(LOOK_AGAIN))
                .then();
    }

    private static long behind(List<Lag> lags) {
        return lags.stream()
                .filter(lag -> STORE.equals(lag.group()) && Topics.MESSAGE.equals(lag.topic()))
                .mapToLong(Lag::behind)
                .sum();
    }

    /** Reads one portion and returns the last id of it; empty when there is none left. */
    private Mono<String> portion(String afterId) {
        return store.all(afterId, PORTION)
                .collectList()
                .filter(messages -> !messages.isEmpty())
                .flatMap(messages -> blocking(() -> fill(messages))
                        .thenReturn(messages.getLast().messageId()));
    }

    private void fill(List<ChatMessage> messages) {
        index.fill(messages);
        update(now -> with(now, Phase.READING, now.read() + messages.size(), now.total(), 0));
    }

    private void takeOver() {
        RebuildableIndex.Replaced replaced = index.finish();
        State done = update(now -> new State(
                Phase.DONE,
                now.read(),
                now.total(),
                0,
                replaced.before(),
                replaced.after(),
                now.startedAt(),
                clock.instant(),
                null));
        log.info("The index was built again: {} messages, {} before", done.messagesAfter(), done.messagesBefore());
    }

    private void failed(Throwable failure) {
        log.warn("Building the index again was given up: {}", FailureText.of(failure));
        update(now -> new State(
                Phase.FAILED,
                now.read(),
                now.total(),
                now.behind(),
                0,
                0,
                now.startedAt(),
                clock.instant(),
                FailureText.of(failure)));
    }

    private synchronized State update(UnaryOperator<State> change) {
        state = change.apply(state);
        return state;
    }

    private static State with(State now, Phase phase, long read, long total, long behind) {
        return new State(phase, read, total, behind, 0, 0, now.startedAt(), null, null);
    }

    /** On the writer's own thread, so that new messages go between the portions. */
    private Mono<Void> blocking(Runnable work) {
        return Mono.<Void>fromRunnable(work).subscribeOn(scheduler);
    }
}
