package nightdesk.ingest.identity;

import java.time.Duration;
import java.util.List;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Stage;
import nightdesk.ingest.Topics;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Stage {@code identity-tell}: changes noted with their transaction come onto the log, at least once. */
final class TellChanges implements Stage {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int BATCH = 500;

    private final ChangeStore changes;
    private final EventLog log;
    private final TransactionalOperator transaction;

    TellChanges(ChangeStore changes, EventLog log, TransactionalOperator transaction) {
        this.changes = changes;
        this.log = log;
        this.transaction = transaction;
    }

    @Override
    public String name() {
        return "identity-tell";
    }

    @Override
    public String role() {
        return "ingest";
    }

    @Override
    public Mono<Void> run() {
        return Mono.defer(() -> changes.oldest(BATCH).flatMap(this::tell).as(transaction::transactional))
                .flatMap(told -> told > 0 ? Mono.just(told) : Mono.delay(PAUSE).thenReturn(0))
                .repeat()
                .then();
    }

    private Mono<Integer> tell(List<ChangeStore.Waiting> batch) {
        if (batch.isEmpty()) {
            return Mono.just(0);
        }
        return log.append(batch.stream()
                        .map(change -> new LogRecord(Topics.PATIENT, change.key(), change.value()))
                        .toList())
                .then(changes.forget(batch))
                .thenReturn(batch.size());
    }
}
