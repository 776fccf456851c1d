package nightdesk.ingest.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import nightdesk.ingest.DeadLetterRecord;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.EventLog.Subscription;
import nightdesk.ingest.FailureText;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.PermanentFailure;
import nightdesk.ingest.Topics;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Hands a batch to a stage until it is done. What is transient is tried for as long as it takes. Anything else is tried
 * a few times as a batch, then record by record; a record that still fails goes to the dead letters with its cause.
 */
final class BatchDelivery {
    private static final Logger log = LoggerFactory.getLogger(BatchDelivery.class);
    private static final int TRIES = 3;
    private static final int SHORTENED = 10_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final EventLog deadLetters;

    BatchDelivery(EventLog deadLetters) {
        this.deadLetters = deadLetters;
    }

    Mono<Void> deliver(
            Subscription subscription, List<LogRecord> batch, Function<List<LogRecord>, Mono<Void>> handler) {
        return attempt(subscription, batch, handler)
                .onErrorResume(failure -> Flux.fromIterable(batch)
                        .concatMap(one -> single(subscription, one, handler), 1)
                        .then());
    }

    private Mono<Void> single(
            Subscription subscription, LogRecord entry, Function<List<LogRecord>, Mono<Void>> handler) {
        return attempt(subscription, List.of(entry), handler)
                .onErrorResume(failure -> bury(subscription, entry, failure));
    }

    private Mono<Void> attempt(
            Subscription subscription, List<LogRecord> batch, Function<List<LogRecord>, Mono<Void>> handler) {
        return Mono.defer(() -> handler.apply(batch))
                .retryWhen(Retry.backoff(TRIES, FIRST_PAUSE)
                        .filter(failure -> !isTransient(failure) && !(failure instanceof PermanentFailure))
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                        .maxBackoff(LONGEST_PAUSE)
                        .filter(BatchDelivery::isTransient)
                        .doBeforeRetry(signal -> log.warn(
                                "Stage {} waits: {}", subscription.group(), FailureText.of(signal.failure()))));
    }

    private static boolean isTransient(Throwable failure) {
        return Transience.is(failure);
    }

    private Mono<Void> bury(Subscription subscription, LogRecord entry, Throwable failure) {
        String cause = FailureText.of(failure);
        log.error(
                "Stage {} could not handle a record of {} (key {}): it goes to the dead letters: {}",
                subscription.group(),
                entry.topic(),
                entry.key(),
                cause);
        DeadLetterRecord letter = DeadLetterRecord.of(entry, subscription.group(), cause, Instant.now());
        return write(letter)
                .onErrorResume(BatchDelivery::isTooLarge, tooLarge -> write(shortened(letter)))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE).maxBackoff(LONGEST_PAUSE));
    }

    private Mono<Void> write(DeadLetterRecord letter) {
        return deadLetters.append(new LogRecord(Topics.DEAD_LETTER, letter.key(), Json.text(letter)));
    }

    private static boolean isTooLarge(Throwable failure) {
        return failure instanceof RecordTooLargeException || failure.getCause() instanceof RecordTooLargeException;
    }

    /** A letter holds its record within quotation marks, which may make it larger than the log takes. */
    private static DeadLetterRecord shortened(DeadLetterRecord letter) {
        String cause = letter.cause() + "; the record of " + letter.value().length()
                + " characters stands whole on its topic, here are its first " + SHORTENED;
        return new DeadLetterRecord(
                letter.id(),
                letter.topic(),
                letter.key(),
                letter.value().substring(0, Math.min(SHORTENED, letter.value().length())),
                letter.stage(),
                cause,
                letter.at());
    }
}
