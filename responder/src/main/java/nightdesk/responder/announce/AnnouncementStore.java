package nightdesk.responder.announce;

import java.util.List;
import java.util.Objects;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Facts that wait in PostgreSQL until the log has acknowledged them. */
public final class AnnouncementStore {
    private static final int BATCH = 200;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    public AnnouncementStore(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /** Notes a fact; call it inside the transaction of the change. */
    public Mono<Void> note(String topic, String key, Object fact) {
        return database.sql("insert into night_announcements (topic, key, value) values ($1, $2, $3)")
                .bind("$1", topic)
                .bind("$2", key)
                .bind("$3", Json.text(fact))
                .then();
    }

    private record Waiting(long seq, LogRecord entry) {}

    /** Puts the oldest facts on the log and forgets them; returns how many. A crash in between tells them twice. */
    Mono<Integer> relay(EventLog log) {
        return waiting().flatMap(batch -> relay(log, batch)).as(transaction::transactional);
    }

    private Mono<List<Waiting>> waiting() {
        return database.sql("select seq, topic, key, value from night_announcements order by seq limit $1"
                        + " for update skip locked")
                .bind("$1", BATCH)
                .map(row -> new Waiting(
                        Objects.requireNonNull(row.get("seq", Long.class)),
                        new LogRecord(
                                Objects.requireNonNull(row.get("topic", String.class)),
                                Objects.requireNonNull(row.get("key", String.class)),
                                Objects.requireNonNull(row.get("value", String.class)))))
                .all()
                .collectList();
    }

    private Mono<Integer> relay(EventLog log, List<Waiting> batch) {
        if (batch.isEmpty()) {
            return Mono.just(0);
        }
        return log.append(batch.stream().map(Waiting::entry).toList())
                .then(Mono.defer(() -> forget(batch)))
                .thenReturn(batch.size());
    }

    private Mono<Void> forget(List<Waiting> batch) {
        return database.sql("delete from night_announcements where seq = any($1)")
                .bind("$1", batch.stream().map(Waiting::seq).toArray(Long[]::new))
                .then();
    }
}
