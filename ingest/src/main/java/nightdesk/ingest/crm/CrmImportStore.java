package nightdesk.ingest.crm;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import nightdesk.ingest.CrmImports.Job;
import nightdesk.ingest.CrmImports.LineError;
import nightdesk.ingest.CrmImports.Page;
import nightdesk.ingest.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Imports of exports, their errors and the mappings of their sources, in PostgreSQL. */
final class CrmImportStore {
    private final DatabaseClient database;

    CrmImportStore(DatabaseClient database) {
        this.database = database;
    }

    /** A file that waits for its turn. */
    record Due(
            String id,
            String path,
            String source,
            boolean dryRun,
            @Nullable String kind,
            Map<String, String> columns,
            Instant createdAt) {}

    /** How far a job is. */
    record Progress(long read, long accepted, long duplicates, long rejected, long bytes) {}

    Mono<Void> insert(
            String id,
            String node,
            String source,
            String fileName,
            String path,
            String explained,
            long size,
            String who,
            Instant at) {
        return database.sql("""
                        insert into crm_imports (id, node, source, file_name, path, explained, state, bytes_total, who,
                          created_at)
                        values ($1, $2, $3, $4, $5, $6, 'uploaded', $7, $8, $9)""")
                .bind("$1", id)
                .bind("$2", node)
                .bind("$3", source)
                .bind("$4", fileName)
                .bind("$5", path)
                .bind("$6", explained)
                .bind("$7", size)
                .bind("$8", who)
                .bind("$9", at.atOffset(ZoneOffset.UTC))
                .then();
    }

    /** Lets a job wait for its turn with this mapping; false when it waits or runs already. */
    Mono<Boolean> queue(String id, @Nullable String kind, Map<String, String> columns, boolean dryRun) {
        var sql =
                database.sql("""
                        update crm_imports set state = 'waiting', kind = $2, columns = $3, dry_run = $4, read = 0,
                          accepted = 0, duplicates = 0, rejected = 0, bytes_read = 0, finished_at = null, failure = null
                        where id = $1 and state not in ('waiting', 'running') and not (state = 'done' and not dry_run)""").bind("$1", id).bind("$3", Json.text(columns)).bind("$4", dryRun);
        return (kind == null ? sql.bindNull("$2", String.class) : sql.bind("$2", kind))
                .fetch()
                .rowsUpdated()
                .map(updated -> updated > 0);
    }

    Mono<Void> keepMapping(String source, Map<String, String> columns, Instant at) {
        return database.sql("""
                        insert into crm_mappings (source, header, field, updated_at)
                        select $1, header, field, $4 from unnest($2::text[], $3::text[]) as t (header, field)
                        on conflict (source, header) do update set field = excluded.field,
                          updated_at = excluded.updated_at""")
                .bind("$1", source)
                .bind("$2", columns.keySet().toArray(String[]::new))
                .bind("$3", columns.values().toArray(String[]::new))
                .bind("$4", at.atOffset(ZoneOffset.UTC))
                .then();
    }

    Mono<Map<String, String>> mapping(String source) {
        return database.sql("select header, field from crm_mappings where source = $1")
                .bind("$1", source)
                .map(row -> Map.entry(text(row, "header"), text(row, "field")))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Takes the next file of this node, one that a crash cut off first. */
    Mono<Due> next(String node) {
        return database.sql("""
                        update crm_imports set state = 'running' where id = (
                          select id from crm_imports where node = $1 and state in ('waiting', 'running')
                          order by state = 'waiting', created_at, id limit 1)
                        returning *""")
                .bind("$1", node)
                .map(row -> new Due(
                        text(row, "id"),
                        text(row, "path"),
                        text(row, "source"),
                        Boolean.TRUE.equals(row.get("dry_run", Boolean.class)),
                        row.get("kind", String.class),
                        columns(row),
                        time(row, "created_at")))
                .one();
    }

    Mono<Void> forgetErrors(String id) {
        return database.sql("delete from crm_import_errors where import_id = $1")
                .bind("$1", id)
                .then();
    }

    Mono<Void> errors(String id, List<LineError> errors) {
        return errors.isEmpty()
                ? Mono.empty()
                : database.sql("""
                        insert into crm_import_errors (import_id, line, reason)
                        select $1, line, reason from unnest($2::bigint[], $3::text[]) as t (line, reason)
                        on conflict do nothing""")
                        .bind("$1", id)
                        .bind("$2", errors.stream().map(LineError::line).toArray(Long[]::new))
                        .bind(
                                "$3",
                                errors.stream()
                                        .map(error -> error.reason().replace("\0", ""))
                                        .toArray(String[]::new))
                        .then();
    }

    Mono<Void> progress(String id, Progress now) {
        return database.sql("""
                        update crm_imports set read = $2, accepted = $3, duplicates = $4, rejected = $5, bytes_read = $6
                        where id = $1""")
                .bind("$1", id)
                .bind("$2", now.read())
                .bind("$3", now.accepted())
                .bind("$4", now.duplicates())
                .bind("$5", now.rejected())
                .bind("$6", now.bytes())
                .then();
    }

    Mono<Void> end(String id, Instant at, @Nullable String failure) {
        var sql = database.sql("update crm_imports set state = $2, finished_at = $3, failure = $4 where id = $1")
                .bind("$1", id)
                .bind("$2", failure == null ? "done" : "failed")
                .bind("$3", at.atOffset(ZoneOffset.UTC));
        return (failure == null ? sql.bindNull("$4", String.class) : sql.bind("$4", failure)).then();
    }

    /** Returns which of these events are kept already. */
    Mono<Set<String>> known(Collection<String> eventIds) {
        return database.sql("select id from patient_events where id = any($1)")
                .bind("$1", eventIds.toArray(String[]::new))
                .map(row -> text(row, "id"))
                .all()
                .collect(Collectors.toSet());
    }

    Mono<Page> list(int page, int size) {
        return database.sql("select count(*) as n from crm_imports")
                .map(row -> number(row, "n"))
                .one()
                .flatMap(total -> database.sql(
                                "select * from crm_imports order by created_at desc, id limit $1 offset $2")
                        .bind("$1", size)
                        .bind("$2", (long) page * size)
                        .map(row -> job(row, List.of()))
                        .all()
                        .collectList()
                        .map(items -> new Page(total, items)));
    }

    Mono<Job> find(String id) {
        return database.sql("select line, reason from crm_import_errors where import_id = $1 order by line")
                .bind("$1", id)
                .map(row -> new LineError(number(row, "line"), text(row, "reason")))
                .all()
                .collectList()
                .flatMap(errors -> database.sql("select * from crm_imports where id = $1")
                        .bind("$1", id)
                        .map(row -> job(row, errors))
                        .one());
    }

    private static Job job(Readable row, List<LineError> errors) {
        OffsetDateTime finished = row.get("finished_at", OffsetDateTime.class);
        return new Job(
                text(row, "id"),
                text(row, "file_name"),
                text(row, "source"),
                text(row, "explained"),
                text(row, "state"),
                Boolean.TRUE.equals(row.get("dry_run", Boolean.class)),
                row.get("kind", String.class),
                columns(row),
                number(row, "read"),
                number(row, "accepted"),
                number(row, "duplicates"),
                number(row, "rejected"),
                number(row, "bytes_read"),
                number(row, "bytes_total"),
                text(row, "who"),
                time(row, "created_at"),
                finished == null ? null : finished.toInstant(),
                row.get("failure", String.class),
                errors);
    }

    private static Map<String, String> columns(Readable row) {
        String json = row.get("columns", String.class);
        Map<String, String> columns = new HashMap<>();
        if (json != null) {
            Json.MAPPER
                    .readTree(json)
                    .properties()
                    .forEach(entry ->
                            columns.put(entry.getKey(), entry.getValue().asString("")));
        }
        return columns;
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
