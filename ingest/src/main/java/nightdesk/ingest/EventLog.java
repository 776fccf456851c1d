package nightdesk.ingest;

import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The log of truth. Written at least once and read at least once: every reader is idempotent. PostgreSQL and the Lucene
 * index are views that can be built again from it.
 */
public interface EventLog {

    /** Appends a record; completes when the log has acknowledged it, fails when it has not within its time limit. */
    default Mono<Void> append(LogRecord entry) {
        return append(List.of(entry));
    }

    /** Appends records in order of their keys; completes when all are acknowledged. */
    Mono<Void> append(List<LogRecord> entries);

    /**
     * Reads a topic as one member of a group, in batches, in order within a key, and acknowledges a batch only after
     * the handler has completed. A transient failure is tried again until it passes; a record that fails for good goes
     * to {@link Topics#DEAD_LETTER} with its cause and the rest of the batch goes on.
     *
     * @return never completes; cancel to stop
     */
    Mono<Void> consume(Subscription subscription, Function<List<LogRecord>, Mono<Void>> handler);

    /** Follows a topic from now on, without a group and without acknowledgement: for live views. */
    Flux<LogRecord> tail(String topic);

    /** Returns, for each group that reads, how many records it is behind. */
    Mono<List<Lag>> lags();

    /**
     * @param topic what is read
     * @param group the name of the stage; members of one group share the work
     * @param maxBatch the largest batch handed over
     */
    record Subscription(String topic, String group, int maxBatch) {}

    /**
     * @param group the stage
     * @param topic what it reads
     * @param behind records not yet acknowledged
     */
    record Lag(String group, String topic, long behind) {}
}
