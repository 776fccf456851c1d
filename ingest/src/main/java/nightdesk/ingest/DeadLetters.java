package nightdesk.ingest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Records that a stage could not handle; kept until a person replays them. */
public interface DeadLetters {

    /** Returns one page of those that the filter names, newest first. */
    Mono<Page> list(Filter filter, int page, int size);

    Mono<Long> waiting();

    /** Returns why records wait, the cause of most records first. */
    Flux<Cause> causes();

    /** Returns a record whole, as it stood on its topic; empty when there is no such id. */
    Mono<LogRecord> record(String id);

    /** Puts the record back on its topic for every stage to read again; empty when there is no such id. */
    Mono<DeadLetter> replay(String id);

    /**
     * Puts every waiting record that the filter names back on its topic, oldest first, and returns how many. What fails
     * again meanwhile waits again and is not put back a second time.
     */
    Mono<Long> replayAll(Filter filter);

    /**
     * @param stage only what this stage failed on; null = all
     * @param cause only this {@link Cause#cause}; null = all
     * @param state {@code waiting} or {@code replayed}; null = both
     */
    record Filter(
            @Nullable String stage,
            @Nullable String cause,
            @Nullable String state) {
        public static final Filter ALL = new Filter(null, null, null);
    }

    /**
     * Waiting records that failed alike.
     *
     * @param stage who failed
     * @param topic where they stood
     * @param cause why, with {@code #} for every number, so that alike failures count as one
     * @param waiting how many
     * @param firstAt the oldest of them
     * @param lastAt the newest
     */
    record Cause(String stage, String topic, String cause, long waiting, Instant firstAt, Instant lastAt) {}

    /**
     * @param total how many there are
     * @param items newest first
     */
    record Page(long total, List<DeadLetter> items) {}

    /**
     * @param id stable
     * @param topic where the record stood
     * @param key its key
     * @param stage who failed
     * @param cause why, without chat text
     * @param at when
     * @param state {@code waiting} or {@code replayed}
     */
    record DeadLetter(String id, String topic, String key, String stage, String cause, Instant at, String state) {}
}
