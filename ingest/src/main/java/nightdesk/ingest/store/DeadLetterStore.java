package nightdesk.ingest.store;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import nightdesk.ingest.DeadLetterRecord;
import nightdesk.ingest.DeadLetters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.LogRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Dead letters in PostgreSQL. */
final class DeadLetterStore implements DeadLetters {
    private static final int PORTION = 500;
    private static final String ALIKE = "regexp_replace(cause, '[0-9]+', '#', 'g')";
    private static final String WHERE = " where ($1::text is null or stage = $1) and ($2::text is null or " + ALIKE
            + " = $2) and ($3::text is null or state = $3)";

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
    public Mono<Page> list(Filter filter, int page, int size) {
        return filtered("select count(*) as n from dead_letters" + WHERE, filter)
                .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
                .one()
                .flatMap(total -> filtered(
                                "select * from dead_letters" + WHERE + " order by at desc, id limit $4 offset $5",
                                filter)
                        .bind("$4", size)
                        .bind("$5", (long) page * size)
                        .map(DeadLetterStore::letter)
                        .all()
                        .collectList()
                        .map(items -> new Page(total, items)));
    }

    private GenericExecuteSpec filtered(String sql, Filter filter) {
        return bind(bind(bind(database.sql(sql), "$1", filter.stage()), "$2", filter.cause()), "$3", filter.state());
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec sql, String name, @Nullable String value) {
        return value == null ? sql.bindNull(name, String.class) : sql.bind(name, value);
    }

    @Override
    public Flux<Cause> causes() {
        return database.sql(
                        "select stage, topic, " + ALIKE + " as alike, count(*) as n, min(at) as first, max(at) as last"
                                + " from dead_letters where state = 'waiting' group by 1, 2, 3 order by n desc, last desc")
                .map(row -> new Cause(
                        text(row, "stage"),
                        text(row, "topic"),
                        text(row, "alike"),
                        Objects.requireNonNull(row.get("n", Long.class)),
                        instant(row, "first"),
                        instant(row, "last")))
                .all();
    }

    @Override
    public Mono<LogRecord> record(String id) {
        return database.sql("select * from dead_letters where id = $1")
                .bind("$1", id)
                .map(DeadLetterStore::entry)
                .one();
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
                .map(Waiting::of)
                .one()
                .flatMap(letter -> putBack(List.of(letter)))
                .then(Mono.defer(() -> database.sql("select * from dead_letters where id = $1")
                        .bind("$1", id)
                        .map(DeadLetterStore::letter)
                        .one()));
    }

    @Override
    public Mono<Long> replayAll(Filter filter) {
        return database.sql("select clock_timestamp() as now")
                .map(row -> instant(row, "now"))
                .one()
                .flatMapMany(start -> portion(filter, start).expand(done -> portion(filter, start)))
                .reduce(0L, Long::sum);
    }

    /** Puts the oldest letters back that have waited since before; returns how many, empty when there is none left. */
    private Mono<Long> portion(Filter filter, Instant start) {
        Filter waiting = new Filter(filter.stage(), filter.cause(), "waiting");
        return filtered(
                        "select * from dead_letters" + WHERE + " and at <= $4 order by at, id limit " + PORTION,
                        waiting)
                .bind("$4", start.atOffset(ZoneOffset.UTC))
                .map(Waiting::of)
                .all()
                .collectList()
                .filter(letters -> !letters.isEmpty())
                .flatMap(letters -> putBack(letters).thenReturn((long) letters.size()));
    }

    /** A letter that fails again before it is marked has a newer time and stays waiting. */
    private Mono<Void> putBack(List<Waiting> letters) {
        return log.append(letters.stream().map(Waiting::entry).toList())
                .then(Mono.defer(() -> database.sql("""
                                update dead_letters d set state = 'replayed'
                                from unnest($1::text[], $2::text[]) as t (id, at)
                                where d.id = t.id and d.at = t.at::timestamptz""")
                        .bind("$1", letters.stream().map(Waiting::id).toArray(String[]::new))
                        .bind("$2", letters.stream().map(Waiting::at).toArray(String[]::new))
                        .then()));
    }

    /** A letter about to be put back; the time is text, so that it compares to the last microsecond. */
    private record Waiting(String id, String at, LogRecord entry) {
        static Waiting of(Readable row) {
            return new Waiting(text(row, "id"), instant(row, "at").toString(), DeadLetterStore.entry(row));
        }
    }

    private static LogRecord entry(Readable row) {
        return new LogRecord(text(row, "topic"), text(row, "key"), text(row, "value"));
    }

    private static DeadLetter letter(Readable row) {
        return new DeadLetter(
                text(row, "id"),
                text(row, "topic"),
                text(row, "key"),
                text(row, "stage"),
                text(row, "cause"),
                instant(row, "at"),
                text(row, "state"));
    }

    private static Instant instant(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, OffsetDateTime.class), column)
                .toInstant();
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}
