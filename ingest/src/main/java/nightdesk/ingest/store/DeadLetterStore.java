package nightdesk.ingest.store;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import nightdesk.ingest.DeadLetterRecord;
import nightdesk.ingest.DeadLetters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.LogRecord;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Dead letters in PostgreSQL. */
final class DeadLetterStore implements DeadLetters {
    private final DatabaseClient database;
    private final EventLog log;

    DeadLetterStore(DatabaseClient database, EventLog log) {
        this.database = database;
        this.log = log;
    }

    /** Keeps a letter; one that failed again after a replay waits again with its new cause. */
    Mono<Void> keep(DeadLetterRecord letter) {
        return database.sql("""
                        insert into dead_letters (id, topic, key, value, stage, cause, at, state)
                        values ($1, $2, $3, $4, $5, $6, $7, 'waiting')
                        on conflict (id) do update set
                          cause = excluded.cause, at = excluded.at, state = 'waiting'
                        where dead_letters.at < excluded.at""")
                .bind("$1", letter.id())
                .bind("$2", letter.topic())
                .bind("$3", letter.key())
                .bind("$4", letter.value().replace("\0", ""))
                .bind("$5", letter.stage())
                .bind("$6", letter.cause().replace("\0", ""))
                .bind("$7", letter.at().atOffset(ZoneOffset.UTC))
                .then();
    }

    @Override
    public Mono<Page> list(int page, int size) {
        return database.sql("select count(*) as n from dead_letters")
                .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
                .one()
                .flatMap(total -> database.sql("select * from dead_letters order by at desc, id limit $1 offset $2")
                        .bind("$1", size)
                        .bind("$2", (long) page * size)
                        .map(DeadLetterStore::letter)
                        .all()
                        .collectList()
                        .map(items -> new Page(total, items)));
    }

    @Override
    public Mono<Long> waiting() {
        return database.sql("select count(*) as n from dead_letters where state = 'waiting'")
                .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
                .one();
    }

    @Override
    public Mono<DeadLetter> replay(String id) {
        return database.sql("select * from dead_letters where id = $1")
                .bind("$1", id)
                .map(row -> new LogRecord(text(row, "topic"), text(row, "key"), text(row, "value")))
                .one()
                .flatMap(entry -> log.append(entry).then(markReplayed(id)));
    }

    private Mono<DeadLetter> markReplayed(String id) {
        return database.sql("update dead_letters set state = 'replayed' where id = $1 returning *")
                .bind("$1", id)
                .map(DeadLetterStore::letter)
                .one();
    }

    private static DeadLetter letter(Readable row) {
        return new DeadLetter(
                text(row, "id"),
                text(row, "topic"),
                text(row, "key"),
                text(row, "stage"),
                text(row, "cause"),
                Objects.requireNonNull(row.get("at", OffsetDateTime.class)).toInstant(),
                text(row, "state"));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}
