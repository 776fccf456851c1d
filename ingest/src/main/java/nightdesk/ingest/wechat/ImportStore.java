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
import nightdesk.ingest.ImportPreview;
import nightdesk.ingest.ImportRequest;
import nightdesk.ingest.Imports;
import nightdesk.ingest.Json;
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
              insert into import_ids (id, import_id, batch)
              select distinct id, $1, $4::bigint from unnest($2::text[]) as t (id) order by 1
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
     * @param opened what is known of its file, once it was looked through
     * @param checkpoint where it stopped, once it got so far
     */
    record Due(
            String id,
            ImportRequest request,
            Instant startedAt,
            int attempts,
            @Nullable OpenedFile opened,
            @Nullable Checkpoint checkpoint) {

        /** Returns the same for a file of lines of another job's file. */
        Due reading(Path file, ImportRequest original) {
            return new Due(
                    id,
                    new ImportRequest(
                            file,
                            original.fileName(),
                            request.format(),
                            request.owner().isBlank() ? original.owner() : request.owner(),
                            original.zone(),
                            request.who(),
                            request.dryRun(),
                            request.exportedBy(),
                            request.legalBasis()),
                    startedAt,
                    attempts,
                    opened,
                    checkpoint);
        }
    }

    /**
     * An id that has to go to the log.
     *
     * @param fresh whether it counts as imported
     */
    record Noted(String id, boolean fresh) {}

    Mono<Void> insert(String id, String node, ImportRequest request, long size, Instant now) {
        return optional(
                        optional(
                                database.sql("""
                        insert into imports (id, node, path, file_name, format, owner, timezone, who, state,
                          bytes_total, started_at, dry_run, exported_by, legal_basis)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, 'running', $9, $10, $11, $12, $13)""")
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
                                        .bind("$11", request.dryRun()),
                                "$12",
                                request.exportedBy()),
                        "$13",
                        request.legalBasis())
                .then();
    }

    private static DatabaseClient.GenericExecuteSpec optional(
            DatabaseClient.GenericExecuteSpec sql, String name, @Nullable String value) {
        return value == null ? sql.bindNull(name, String.class) : sql.bind(name, Wording.storable(value));
    }

    /** Returns the oldest job of this node that has not ended. */
    Mono<Due> next(String node, boolean dryRun) {
        return database.sql("""
                        select * from imports where state = 'running' and node = $1 and dry_run = $2
                        order by started_at, id limit 1""")
                .bind("$1", node)
                .bind("$2", dryRun)
                .map(ImportStore::due)
                .one();
    }

    private static Due due(Readable row) {
        String opened = row.get("opened", String.class);
        String checkpoint = row.get("checkpoint", String.class);
        return new Due(
                text(row, "id"),
                new ImportRequest(
                        Path.of(text(row, "path")),
                        text(row, "file_name"),
                        text(row, "format"),
                        text(row, "owner"),
                        ZoneId.of(text(row, "timezone")),
                        text(row, "who"),
                        Boolean.TRUE.equals(row.get("dry_run", Boolean.class)),
                        row.get("exported_by", String.class),
                        row.get("legal_basis", String.class)),
                time(row, "started_at"),
                Objects.requireNonNull(row.get("attempts", Integer.class)),
                opened == null ? null : Json.read(opened, OpenedFile.class),
                checkpoint == null ? null : Json.read(checkpoint, Checkpoint.class));
    }

    /** Begins a job, or begins it again, with nothing counted. */
    Mono<Void> begin(String id) {
        return run("delete from import_ids where import_id = $1", id)
                .then(run("delete from import_rejects where import_id = $1", id))
                .then(run("""
                        update imports set attempts = attempts + 1, read = 0, imported = 0, duplicates = 0,
                          quarantined = 0, rejected = 0, bytes_read = 0, notes = '{}', checkpoint = null
                        where id = $1""", id))
                .as(transaction::transactional);
    }

    /**
     * Goes back to where a job stopped: forgets what came after it.
     *
     * @return false when the ids it had noted are gone (a crash of the database empties their table), and it has to begin
     *     again
     */
    Mono<Boolean> goOn(String id, Checkpoint at) {
        return database.sql("select exists (select 1 from import_ids where import_id = $1 and batch <= $2) as kept")
                .bind("$1", id)
                .bind("$2", at.batch())
                .map(row -> Boolean.TRUE.equals(row.get("kept", Boolean.class))
                        || at.tally().imported() + at.tally().duplicates() == 0)
                .one()
                .flatMap(kept -> kept ? goBack(id, at).thenReturn(true) : Mono.just(false));
    }

    /** Takes back that an attempt was made: it failed for reasons that are not the file's. */
    Mono<Void> notCounted(String id) {
        return run("update imports set attempts = greatest(attempts - 1, 0) where id = $1", id);
    }

    private Mono<Void> goBack(String id, Checkpoint at) {
        return after("delete from import_ids where import_id = $1 and batch > $2", id, at.batch())
                .then(after("delete from import_rejects where import_id = $1 and batch > $2", id, at.batch()))
                .then(run("update imports set attempts = attempts + 1, resumed = resumed + 1 where id = $1", id))
                .then(progress(id, at.tally()))
                .as(transaction::transactional);
    }

    private Mono<Void> after(String sql, String id, long batch) {
        return database.sql(sql).bind("$1", id).bind("$2", batch).then();
    }

    /** Keeps where to go on, and what was counted up to there, at once. */
    Mono<Void> keep(String id, Checkpoint at) {
        return database.sql("update imports set checkpoint = $2 where id = $1")
                .bind("$1", id)
                .bind("$2", Json.text(at))
                .then()
                .then(progress(id, at.tally()))
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

    /** Keeps what is known of a job's file, and as whose file it is read. */
    Mono<Void> explain(String id, ImportRequest reading, OpenedFile opened) {
        return database.sql("""
                        update imports set path = $2, file_name = $7, owner = $8, timezone = $9, format = $3, format_explained = $4, file_hash = $5, opened = $6,
                          same_as = (select o.id from imports o where o.file_hash = $5 and o.id <> $1 and not o.dry_run
                            and o.state = 'done' and o.started_at < imports.started_at order by o.started_at desc limit 1)
                        where id = $1""")
                .bind("$1", id)
                .bind("$2", reading.file().toString())
                .bind("$7", reading.fileName())
                .bind("$8", reading.owner())
                .bind("$9", reading.zone().getId())
                .bind("$3", opened.format())
                .bind("$4", opened.explained())
                .bind("$5", opened.sha256())
                .bind("$6", Json.text(opened))
                .then();
    }

    /** Returns another job: its file's name, owner and what is known of its file. */
    Mono<Due> job(String id) {
        return database.sql("select * from imports where id = $1 and opened is not null")
                .bind("$1", id)
                .map(ImportStore::due)
                .one();
    }

    Mono<Void> preview(String id, ImportPreview preview) {
        return database.sql("update imports set preview = $2 where id = $1")
                .bind("$1", id)
                .bind("$2", Json.text(preview))
                .then();
    }

    /** Lets a trial that has ended run again; completes empty when it is none. */
    Mono<Boolean> again(String id, Imports.Again settings, Instant now) {
        var sql =
                database.sql("""
                        update imports set state = 'running', dry_run = $2, format = coalesce($3, format),
                          owner = coalesce($4, owner), timezone = coalesce($5, timezone),
                          exported_by = coalesce($6, exported_by), legal_basis = coalesce($7, legal_basis),
                          started_at = $8, finished_at = null, failure = null, attempts = 0, read = 0, imported = 0,
                          duplicates = 0, quarantined = 0, rejected = 0, bytes_read = 0, notes = '{}', opened = null,
                          checkpoint = null, preview = null, resumed = 0
                        where id = $1 and dry_run and state <> 'running'""").bind("$1", id).bind("$2", settings.dryRun()).bind("$8", now.atOffset(ZoneOffset.UTC));
        sql = optional(sql, "$3", settings.format());
        sql = optional(sql, "$4", settings.owner());
        sql = optional(
                sql, "$5", settings.zone() == null ? null : settings.zone().getId());
        sql = optional(sql, "$6", settings.exportedBy());
        return optional(sql, "$7", settings.legalBasis()).fetch().rowsUpdated().map(rows -> rows > 0);
    }

    Mono<Path> path(String id) {
        return database.sql("select path from imports where id = $1")
                .bind("$1", id)
                .map(row -> Path.of(text(row, "path")))
                .one();
    }

    /** Forgets a trial that has ended. */
    Mono<Boolean> forget(String id) {
        return database.sql("delete from imports where id = $1 and dry_run and state <> 'running'")
                .bind("$1", id)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** Returns the files of this node that are still needed: of jobs that run, and of trials that may be confirmed. */
    Flux<Path> neededFiles(String node, Instant trialsSince) {
        return database.sql("""
                        select path from imports where node = $1
                          and (state = 'running' or dry_run and finished_at > $2)""")
                .bind("$1", node)
                .bind("$2", trialsSince.atOffset(ZoneOffset.UTC))
                .map(row -> Path.of(text(row, "path")))
                .all();
    }

    /** Returns which of these ids have to go to the log. */
    Flux<Noted> note(String id, long batch, List<String> ids) {
        if (ids.isEmpty()) {
            return Flux.empty();
        }
        return database.sql(NOTE_IDS)
                .bind("$1", id)
                .bind("$2", ids.toArray(String[]::new))
                .bind("$3", source(id))
                .bind("$4", batch)
                .map(row -> new Noted(text(row, "id"), Boolean.TRUE.equals(row.get("fresh", Boolean.class))))
                .all();
    }

    /** Returns which of these messages are there already. */
    Mono<Long> known(List<String> ids) {
        return database.sql("select count(*) as n from messages where id = any($1)")
                .bind("$1", ids.toArray(String[]::new))
                .map(row -> number(row, "n"))
                .one();
    }

    /** Returns the source of the messages of a job. */
    static String source(String id) {
        return "import:" + id;
    }

    Mono<Void> reject(String id, long batch, List<Entry.Rejected> lines) {
        if (lines.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("""
                        insert into import_rejects (import_id, batch, line, reason, raw)
                        select $1, $5::bigint, * from unnest($2::bigint[], $3::text[], $4::text[])""")
                .bind("$5", batch)
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
                        update imports set read = $2, imported = $3, duplicates = $4, rejected = $5, bytes_read = $6,
                          quarantined = $7
                        where id = $1""")
                .bind("$1", id)
                .bind("$2", tally.read())
                .bind("$3", tally.imported())
                .bind("$4", tally.duplicates())
                .bind("$5", tally.rejected())
                .bind("$6", tally.bytesRead())
                .bind("$7", tally.quarantined())
                .then();
    }

    Mono<Void> finish(String id, ImportJob.State state, @Nullable String failure, List<String> notes, Instant now) {
        var sql = database.sql(
                        "update imports set state = $2, failure = $3, notes = $4, finished_at = $5, checkpoint = null where id = $1")
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
                .map(row -> job(row, null))
                .all()
                .collectList();
    }

    /** Returns a job without its errors. */
    Mono<ImportJob> find(String id) {
        return database.sql("select * from imports where id = $1")
                .bind("$1", id)
                .map(row -> job(row, preview(row)))
                .one();
    }

    private static @Nullable ImportPreview preview(Readable row) {
        String preview = row.get("preview", String.class);
        return preview == null ? null : Json.read(preview, ImportPreview.class);
    }

    /** Returns all rejected lines of a job. */
    Flux<Imports.Rejected> rejected(String id) {
        return database.sql("select line, reason, raw from import_rejects where import_id = $1 order by batch, line")
                .bind("$1", id)
                .map(row -> new Imports.Rejected(number(row, "line"), text(row, "reason"), text(row, "raw")))
                .all();
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

    private static ImportJob job(Readable row, @Nullable ImportPreview preview) {
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
                number(row, "quarantined"),
                number(row, "rejected"),
                number(row, "bytes_read"),
                number(row, "bytes_total"),
                time(row, "started_at"),
                finished == null ? null : finished.toInstant(),
                List.of(),
                row.get("failure", String.class),
                row.get("file_hash", String.class),
                text(row, "who"),
                Boolean.TRUE.equals(row.get("dry_run", Boolean.class)),
                row.get("exported_by", String.class),
                row.get("legal_basis", String.class),
                row.get("same_as", String.class),
                Objects.requireNonNull(row.get("resumed", Integer.class)),
                preview,
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
