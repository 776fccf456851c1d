package nightdesk.ingest.media;

import io.r2dbc.spi.Readable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Media.Medium;
import nightdesk.ingest.Media.State;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which message has which medium, and how it is. A message has one medium of a kind. */
final class MediaStore {
    /** The kind of the mark that a message was taken back: it may come before the message does. */
    private static final String TAKEN_BACK = "taken-back";

    private final DatabaseClient database;
    private final Clock clock;
    private final Path root;

    /** @param root files are kept relative to it, so that the data directory may move */
    MediaStore(DatabaseClient database, Clock clock, Path root) {
        this.database = database;
        this.clock = clock;
        this.root = root;
    }

    static String id(String messageId, String kind) {
        return "md_" + Ids.hash(messageId, kind);
    }

    Mono<Void> expect(String messageId, String kind, String source, String reference) {
        return database.sql("""
                        insert into media (id, message_id, kind, source, reference, state, next_at, created_at, changed_at)
                        select $1, $2, $3, $4, $5, 'pending', $6, $6, $6
                        where not exists (select 1 from media where id = $7) on conflict (id) do nothing""")
                .bind("$1", id(messageId, kind))
                .bind("$2", messageId)
                .bind("$3", kind)
                .bind("$4", source)
                .bind("$5", reference)
                .bind("$6", now())
                .bind("$7", id(messageId, TAKEN_BACK))
                .then();
    }

    /** A medium that was taken back meanwhile stays gone. */
    Mono<Medium> stored(String messageId, String kind, @Nullable String fileName, Kept kept) {
        GenericExecuteSpec sql = database.sql("""
                        insert into media (id, message_id, kind, source, state, content_type, bytes, sha256, file,
                          file_name, next_at, created_at, changed_at)
                        select $1, $2, $3, '', 'stored', $4, $5, $6, $7, $8, $9, $9, $9
                        where not exists (select 1 from media where id = $10)
                        on conflict (id) do update set state = 'stored', content_type = excluded.content_type,
                          bytes = excluded.bytes, sha256 = excluded.sha256, file = excluded.file, reason = null,
                          file_name = excluded.file_name, changed_at = excluded.changed_at
                        where media.state <> 'gone' returning *""")
                .bind("$1", id(messageId, kind))
                .bind("$2", messageId)
                .bind("$3", kind)
                .bind("$4", kept.contentType())
                .bind("$5", kept.bytes())
                .bind("$6", kept.sha256())
                .bind("$7", root.relativize(kept.file()).toString())
                .bind("$9", now())
                .bind("$10", id(messageId, TAKEN_BACK));
        return nullable(sql, "$8", fileName).map(this::medium).one();
    }

    Mono<Medium> ended(String messageId, String kind, State state, String reason) {
        return database.sql("""
                        insert into media (id, message_id, kind, source, state, reason, next_at, created_at, changed_at)
                        values ($1, $2, $3, '', $4, $5, $6, $6, $6)
                        on conflict (id) do update set state = excluded.state, reason = excluded.reason,
                          changed_at = excluded.changed_at
                        where media.state = 'pending' or media.state = excluded.state returning *""")
                .bind("$1", id(messageId, kind))
                .bind("$2", messageId)
                .bind("$3", kind)
                .bind("$4", state.name().toLowerCase(Locale.ROOT))
                .bind("$5", reason)
                .bind("$6", now())
                .map(this::medium)
                .one();
    }

    /** Marks all media of a message as gone and returns the hashes that no other message holds. */
    Flux<String> forget(String messageId, String reason) {
        return ended(messageId, TAKEN_BACK, State.GONE, reason).thenMany(clear(messageId, reason));
    }

    private Flux<String> clear(String messageId, String reason) {
        return database.sql("""
                        update media set state = 'gone', reason = $2, file_name = null, file = null, reference = null,
                          changed_at = $3
                        where message_id = $1 returning sha256""")
                .bind("$1", messageId)
                .bind("$2", reason)
                .bind("$3", now())
                .map(row -> Objects.requireNonNullElse(row.get("sha256", String.class), ""))
                .all()
                .collectList()
                .flatMapIterable(hashes -> hashes)
                .filter(hash -> !hash.isEmpty())
                .filterWhen(this::isUnused);
    }

    Mono<Boolean> isUnused(String sha256) {
        return database.sql("select 1 as one from media where sha256 = $1 and state = 'stored' limit 1")
                .bind("$1", sha256)
                .map(row -> false)
                .one()
                .defaultIfEmpty(true);
    }

    Mono<Medium> of(String messageId) {
        return database.sql("select * from media where message_id = $1 order by created_at, id limit 1")
                .bind("$1", messageId)
                .map(this::medium)
                .one();
    }

    Flux<Medium> of(List<String> messageIds) {
        return database.sql("select * from media where message_id = any($1)")
                .bind("$1", messageIds.toArray(String[]::new))
                .map(this::medium)
                .all();
    }

    /** Takes what is due of a source and leaves it alone until its lease is over. */
    Mono<List<Pending>> take(String source, int limit, Duration lease) {
        return database.sql("""
                        update media set attempts = attempts + 1, next_at = $3
                        where id in (select id from media where source = $1 and state = 'pending' and next_at <= $4
                          order by next_at limit $2 for update skip locked)
                        returning message_id, kind, reference, attempts, created_at""")
                .bind("$1", source)
                .bind("$2", limit)
                .bind("$3", now().plus(lease))
                .bind("$4", now())
                .map(row -> new Pending(
                        text(row, "message_id"),
                        text(row, "kind"),
                        Objects.requireNonNullElse(row.get("reference", String.class), ""),
                        Objects.requireNonNull(row.get("attempts", Integer.class)),
                        Objects.requireNonNull(row.get("created_at", OffsetDateTime.class))
                                .toInstant()))
                .all()
                .collectList();
    }

    Mono<Void> again(String messageId, String kind, Duration pause) {
        return database.sql("update media set next_at = $2 where id = $1 and state = 'pending'")
                .bind("$1", id(messageId, kind))
                .bind("$2", now().plus(pause))
                .then();
    }

    private Medium medium(Readable row) {
        String file = row.get("file", String.class);
        return new Medium(
                text(row, "id"),
                text(row, "message_id"),
                text(row, "kind"),
                State.valueOf(text(row, "state").toUpperCase(Locale.ROOT)),
                row.get("content_type", String.class),
                Objects.requireNonNullElse(row.get("bytes", Long.class), 0L),
                row.get("sha256", String.class),
                file == null ? null : root.resolve(file),
                row.get("file_name", String.class),
                row.get("reason", String.class),
                Objects.requireNonNull(row.get("changed_at", OffsetDateTime.class))
                        .toInstant());
    }

    private static GenericExecuteSpec nullable(GenericExecuteSpec sql, String name, @Nullable String value) {
        return value == null ? sql.bindNull(name, String.class) : sql.bind(name, value.replace("\0", ""));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** A file at its place. */
    record Kept(Path file, String sha256, long bytes, String contentType) {}

    /** A medium to be fetched. */
    record Pending(String messageId, String kind, String reference, int attempts, Instant since) {}
}
