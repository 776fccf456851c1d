package nightdesk.responder.knowledge;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import nightdesk.responder.KnowledgeCatalog.Listing;
import nightdesk.responder.KnowledgeCatalog.Size;
import nightdesk.responder.KnowledgeItem;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Knowledge in PostgreSQL, with every version. */
final class KnowledgeStore {
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Clock clock;

    /** What writing an item did. */
    enum Change {
        ADDED,
        UPDATED,
        UNCHANGED
    }

    /** An item as it stands now, and what was done. */
    record Written(KnowledgeItem item, Change change) {}

    KnowledgeStore(DatabaseClient database, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.clock = clock;
    }

    Flux<KnowledgeItem> all() {
        return database.sql("select * from knowledge_items order by id")
                .map(KnowledgeStore::item)
                .all();
    }

    Mono<KnowledgeItem> byId(String id) {
        return database.sql("select * from knowledge_items where id = $1")
                .bind("$1", id)
                .map(KnowledgeStore::item)
                .one();
    }

    Mono<Listing> list(@Nullable String q, int page, int size) {
        String like = "%" + (q == null ? "" : escaped(q)) + "%";
        return database.sql("""
                        select count(*) as n from knowledge_items
                        where id ilike $1 or question ilike $1 or answer ilike $1""")
                .bind("$1", like)
                .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
                .one()
                .flatMap(total -> page(like, page, size).map(items -> new Listing(total, items)));
    }

    private Mono<List<KnowledgeItem>> page(String like, int page, int size) {
        return database.sql("""
                        select * from knowledge_items
                        where id ilike $1 or question ilike $1 or answer ilike $1
                        order by id limit $2 offset $3""")
                .bind("$1", like)
                .bind("$2", size)
                .bind("$3", (long) page * size)
                .map(KnowledgeStore::item)
                .all()
                .collectList();
    }

    Mono<Size> size() {
        return database.sql("select count(*) as n, count(*) filter (where approved) as ok from knowledge_items")
                .map(row -> new Size(
                        Objects.requireNonNull(row.get("n", Long.class)),
                        Objects.requireNonNull(row.get("ok", Long.class))))
                .one();
    }

    /** Returns what changes whenever any item changes, cheaply enough to ask every few seconds. */
    Mono<String> stamp() {
        return database.sql("select count(*) as n, coalesce(sum(version), 0) as v from knowledge_items")
                .map(row -> row.get("n", Long.class) + "/" + row.get("v", Long.class))
                .one();
    }

    /** Writes an item and its version in one transaction; one that says the same is left alone. */
    Mono<Written> write(KnowledgeItem item, String by) {
        return database.sql("select * from knowledge_items where id = $1 for update")
                .bind("$1", item.id())
                .map(KnowledgeStore::item)
                .one()
                .flatMap(old -> same(old, item)
                        ? Mono.just(new Written(old, Change.UNCHANGED))
                        : put(withVersion(item, old.version() + 1), by, Change.UPDATED))
                .switchIfEmpty(Mono.defer(() -> put(withVersion(item, 1), by, Change.ADDED)))
                .as(transaction::transactional);
    }

    private Mono<Written> put(KnowledgeItem item, String by, Change change) {
        return bound("""
                        insert into knowledge_items (id, category, question, variants, answer, treatments, branch,
                          valid_until, approved, version, changed_at, changed_by)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                        on conflict (id) do update set category = excluded.category, question = excluded.question,
                          variants = excluded.variants, answer = excluded.answer, treatments = excluded.treatments,
                          branch = excluded.branch, valid_until = excluded.valid_until, approved = excluded.approved,
                          version = excluded.version, changed_at = excluded.changed_at,
                          changed_by = excluded.changed_by""", item, by).then().then(bound("""
                        insert into knowledge_versions (id, category, question, variants, answer, treatments, branch,
                          valid_until, approved, version, changed_at, changed_by)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)""", item, by).then()).thenReturn(new Written(item, change));
    }

    private DatabaseClient.GenericExecuteSpec bound(String sql, KnowledgeItem item, String by) {
        return database.sql(sql)
                .bind("$1", item.id())
                .bind("$2", item.category())
                .bind("$3", item.question())
                .bind("$4", item.variants().toArray(String[]::new))
                .bind("$5", item.answer())
                .bind("$6", item.treatments().toArray(String[]::new))
                .bind("$7", Parameters.in(R2dbcType.VARCHAR, item.branch()))
                .bind("$8", Parameters.in(R2dbcType.DATE, item.validUntil()))
                .bind("$9", item.approved())
                .bind("$10", item.version())
                .bind("$11", OffsetDateTime.now(clock))
                .bind("$12", by);
    }

    private static boolean same(KnowledgeItem old, KnowledgeItem item) {
        return old.equals(withVersion(item, old.version()));
    }

    private static KnowledgeItem withVersion(KnowledgeItem item, int version) {
        return new KnowledgeItem(
                item.id(),
                item.category(),
                item.question(),
                item.variants(),
                item.answer(),
                item.treatments(),
                item.branch(),
                item.validUntil(),
                item.approved(),
                version);
    }

    private static String escaped(String q) {
        return q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static KnowledgeItem item(Readable row) {
        return new KnowledgeItem(
                text(row, "id"),
                text(row, "category"),
                text(row, "question"),
                List.of(Objects.requireNonNull(row.get("variants", String[].class))),
                text(row, "answer"),
                List.of(Objects.requireNonNull(row.get("treatments", String[].class))),
                row.get("branch", String.class),
                row.get("valid_until", LocalDate.class),
                Boolean.TRUE.equals(row.get("approved", Boolean.class)),
                Objects.requireNonNull(row.get("version", Integer.class)));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }
}
