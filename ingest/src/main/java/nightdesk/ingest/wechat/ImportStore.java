package nightdesk.ingest.wechat;

import io.r2dbc.spi.Readable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import nightdesk.ingest.ImportJob;
import nightdesk.ingest.ImportRequest;
import nightdesk.ingest.Imports;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The jobs, what they rejected, and which ids they have met, in PostgreSQL. */
final class ImportStore {
    private static final int ERRORS_SHOWN = 1_000;

    /** Whoever comes first notes an id; one that another source has stored, or another job has noted, is not new. */
    private static final String NOTE_IDS = """
            with noted as (
              insert into import_ids (id, import_id)
              select distinct id, $1 from unnest($2::text[]) as t (id) order by 1
              on conflict do nothing returning id)
            select n.id, not exists (select 1 from import_ids o where o.id = n.id and o.import_id <> $1) as fresh
            from noted n
            where not exists (select 1 from messages m where m.id = n.id and m.source <> $3)""";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    ImportStore(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /**
     * A job that has to run.
     *
     * @param attempts how often it was begun before
     */
    record Due(String id, ImportRequest request, Instant startedAt, int attempts) {}

    /**
     * An id that has to go to the log.
     *
     * @param fresh whether it counts as imported
     */
    record Noted(String id, boolean fresh) {}

    Mono<Void> insert(String id, String node, ImportRequest request, long size, Instant now) {
        return database.sql("""
                        insert into imports (id, node, path, file_name, format, owner, timezone, who, state,
                          bytes_total, started_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, 'running', $9, $10)""")
                .bind("$1", id)
                .bind("$2", node)
                .bind("$3", request.file().toString())
                .bind("$4", Wording.storable(request.fileName()))
                .bind("$5", request.format())
                .bind("$6", Wording.storable(request.owner()))
                .bind("$7", request.zone().getId())
                .bind("$8", Wording.storable(request.who()))
                .bind("$9", size)
                .bind("$10", now.atOffset(ZoneOffset.UTC))
                .then();
    }

    /** Returns the oldest job of this node that has not ended. */
    Mono<Due> next(String node) {
        return database.sql("""
                        select * from imports where state = 'running' and node = $1
                        order by started_at, id limit 1""").bind("$1", node).map(ImportStore::due).one();
    }

    private static Due due(Readable row) {
        return new Due(
                text(row, "id"),
                new ImportRequest(
                        Path.of(text(row, "path")),
                        text(row, "file_name"),
                        text(row, "format"),
                        text(row, "owner"),
                        ZoneId.of(text(row, "timezone")),
                        text(row, "who")),
                time(row, "started_at"),
                Objects.requireNonNull(row.get("attempts", Integer.class)));
    }

    /** Begins a job, or begins it again, with nothing counted. */
    Mono<Void> begin(String id) {
        return run("delete from import_ids where import_id = $1", id)
                .then(run("delete from import_rejects where import_id = $1", id))
                .then(run("""
                        update imports set attempts = attempts + 1, read = 0, imported = 0, duplicates = 0, rejected = 0,
                          bytes_read = 0, notes = '{}' where id = $1""", id))
                .as(transaction::transactional);
    }

    /** Makes room. The ids of an ended job stand in for its messages until these have reached the store, which takes minutes. */
    Mono<Void> forgetOldIds() {
        return database.sql("""
                        delete from import_ids where import_id in
                        (select id from imports where state <> 'running' and finished_at < now() - interval '1 hour')""").then();
    }

    private Mono<Void> run(String sql, String id) {
        return database.sql(sql).bind("$1", id).then();
    }

    Mono<Void> explain(String id, ExportFormats.Recognised found) {
        return database.sql("update imports set format = $2, format_explained = $3, file_hash = $4 where id = $1")
                .bind("$1", id)
                .bind("$2", found.format().code())
                .bind("$3", found.explained())
                .bind("$4", found.file().sha256())
                .then();
    }

    /** Returns which of these ids have to go to the log. */
    Flux<Noted> note(String id, List<String> ids) {
        if (ids.isEmpty()) {
            return Flux.empty();
        }
        return database.sql(NOTE_IDS)
                .bind("$1", id)
                .bind("$2", ids.toArray(String[]::new))
                .bind("$3", source(id))
                .map(row -> new Noted(text(row, "id"), Boolean.TRUE.equals(row.get("fresh", Boolean.class))))
                .all();
    }

    /** Returns the source of the messages of a job. */
    static String source(String id) {
        return "import:" + id;
    }

    Mono<Void> reject(String id, List<Entry.Rejected> lines) {
        if (lines.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("""
                        insert into import_rejects (import_id, line, reason, raw)
                        select $1, * from unnest($2::bigint[], $3::text[], $4::text[])""")
                .bind("$1", id)
                .bind("$2", lines.stream().map(Entry.Rejected::line).toArray(Long[]::new))
                .bind(
                        "$3",
                        lines.stream()
                                .map(line -> Wording.storable(line.reason()))
                                .toArray(String[]::new))
                .bind(
                        "$4",
                        lines.stream().map(line -> Wording.storable(line.raw())).toArray(String[]::new))
                .then();
    }

    Mono<Void> progress(String id, Tally tally) {
        return database.sql("""
                        update imports set read = $2, imported = $3, duplicates = $4, rejected = $5, bytes_read = $6
                        where id = $1""")
                .bind("$1", id)
                .bind("$2", tally.read())
                .bind("$3", tally.imported())
                .bind("$4", tally.duplicates())
                .bind("$5", tally.rejected())
                .bind("$6", tally.bytesRead())
                .then();
    }

    Mono<Void> finish(String id, ImportJob.State state, @Nullable String failure, List<String> notes, Instant now) {
        var sql = database.sql(
                        "update imports set state = $2, failure = $3, notes = $4, finished_at = $5 where id = $1")
                .bind("$1", id)
                .bind("$2", state.code())
                .bind("$4", notes.stream().map(Wording::storable).toArray(String[]::new))
                .bind("$5", now.atOffset(ZoneOffset.UTC));
        return (failure == null ? sql.bindNull("$3", String.class) : sql.bind("$3", Wording.storable(failure))).then();
    }

    Mono<Imports.Page> list(int page, int size) {
        return database.sql("select count(*) as n from imports")
                .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
                .one()
                .flatMap(total -> items(page, size).map(items -> new Imports.Page(total, items)));
    }

    private Mono<List<ImportJob>> items(int page, int size) {
        return database.sql("select * from imports order by started_at desc, id limit $1 offset $2")
                .bind("$1", size)
                .bind("$2", (long) page * size)
                .map(row -> job(row, List.of()))
                .all()
                .collectList();
    }

    /** Returns a job without its errors. */
    Mono<ImportJob> find(String id) {
        return database.sql("select * from imports where id = $1")
                .bind("$1", id)
                .map(row -> job(row, List.of()))
                .one();
    }

    /** Returns the first rejected lines of a job, without the lines themselves. */
    Mono<List<Imports.Rejected>> errors(String id) {
        return database.sql(
                        "select line, reason from import_rejects where import_id = $1 order by line, reason limit $2")
                .bind("$1", id)
                .bind("$2", ERRORS_SHOWN)
                .map(row -> new Imports.Rejected(number(row, "line"), text(row, "reason"), null))
                .all()
                .collectList();
    }

    private static ImportJob job(Readable row, List<Imports.Rejected> errors) {
        OffsetDateTime finished = row.get("finished_at", OffsetDateTime.class);
        return new ImportJob(
                text(row, "id"),
                text(row, "file_name"),
                text(row, "format"),
                row.get("format_explained", String.class),
                text(row, "owner"),
                state(text(row, "state")),
                number(row, "read"),
                number(row, "imported"),
                number(row, "duplicates"),
                number(row, "rejected"),
                number(row, "bytes_read"),
                number(row, "bytes_total"),
                time(row, "started_at"),
                finished == null ? null : finished.toInstant(),
                errors,
                row.get("failure", String.class),
                row.get("file_hash", String.class),
                text(row, "who"),
                List.of(Objects.requireNonNull(row.get("notes", String[].class))));
    }

    private static ImportJob.State state(String code) {
        for (ImportJob.State state : ImportJob.State.values()) {
            if (state.code().equals(code)) {
                return state;
            }
        }
        throw new IllegalStateException("imports.state: met '" + code + "', expected running, done or failed");
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class), column);
    }

    private static Instant time(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, OffsetDateTime.class), column)
                .toInstant();
    }
}
