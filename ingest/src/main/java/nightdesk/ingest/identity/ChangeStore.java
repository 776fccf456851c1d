package nightdesk.ingest.identity;

import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Changes that wait in PostgreSQL until the log has acknowledged them. */
final class ChangeStore {
    private final DatabaseClient database;

    ChangeStore(DatabaseClient database) {
        this.database = database;
    }

    record Waiting(long seq, String key, String value) {}

    Mono<List<Waiting>> oldest(int limit) {
        return database.sql("select seq, key, value from patient_announcements order by seq limit $1"
                        + " for update skip locked")
                .bind("$1", limit)
                .map(row -> new Waiting(Column.number(row, "seq"), Column.text(row, "key"), Column.text(row, "value")))
                .all()
                .collectList();
    }

    Mono<Void> forget(List<Waiting> told) {
        return database.sql("delete from patient_announcements where seq = any($1)")
                .bind("$1", told.stream().map(Waiting::seq).toArray(Long[]::new))
                .then();
    }
}
