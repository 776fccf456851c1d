package nightdesk.nlp.dictionary;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import nightdesk.ingest.Json;
import nightdesk.nlp.LexiconCatalog.Changes;
import nightdesk.nlp.LexiconCatalog.Version;
import nightdesk.nlp.LexiconEntry;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The lexicon in PostgreSQL. */
final class DictionaryStore {
    private static final long LOCK = 0x6c657869636f6eL;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Clock clock;

    /** An entry of the draft. */
    record Row(LexiconEntry entry, Instant editedAt, String editedBy) {}

    /** A list of entries and its fingerprint. */
    record Content(String fingerprint, List<LexiconEntry> entries) {}

    DictionaryStore(DatabaseClient database, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Runs as one transaction that no other change of the lexicon interrupts. */
    <T> Mono<T> alone(Mono<T> work) {
        return database.sql("select pg_advisory_xact_lock($1)")
                .bind("$1", LOCK)
                .fetch()
                .rowsUpdated()
                .then(work)
                .as(transaction::transactional);
    }

    Mono<List<Row>> draft() {
        return database.sql("select body, edited_at, edited_by from lexicon_draft")
                .map(row -> new Row(
                        Json.read(text(row, "body"), LexiconEntry.class),
                        time(row, "edited_at"),
                        text(row, "edited_by")))
                .all()
                .collectList();
    }

    Mono<Void> put(LexiconEntry entry, String by) {
        return database.sql("""
                        insert into lexicon_draft (id, body, edited_at, edited_by) values ($1, $2, $3, $4)
                        on conflict (id) do update set body = excluded.body, edited_at = excluded.edited_at,
                          edited_by = excluded.edited_by""")
                .bind("$1", entry.id())
                .bind("$2", Json.text(entry))
                .bind("$3", OffsetDateTime.now(clock))
                .bind("$4", by)
                .then();
    }

    Mono<Boolean> remove(String id) {
        return database.sql("delete from lexicon_draft where id = $1")
                .bind("$1", id)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** Puts these entries in the place of the draft; those that stay as they are keep who wrote them. */
    Mono<Void> replaceDraft(List<LexiconEntry> entries, String by) {
        return database.sql("""
                        delete from lexicon_draft where id <> all ($1)""")
                .bind("$1", entries.stream().map(LexiconEntry::id).toArray(String[]::new))
                .then()
                .then(database.sql("""
                                insert into lexicon_draft (id, body, edited_at, edited_by)
                                select id, body, $3, $4 from unnest($1, $2) as t (id, body)
                                on conflict (id) do update set body = excluded.body, edited_at = excluded.edited_at,
                                  edited_by = excluded.edited_by
                                where lexicon_draft.body <> excluded.body""")
                        .bind("$1", entries.stream().map(LexiconEntry::id).toArray(String[]::new))
                        .bind("$2", entries.stream().map(Json::text).toArray(String[]::new))
                        .bind("$3", OffsetDateTime.now(clock))
                        .bind("$4", by)
                        .then());
    }

    Mono<Content> inUse() {
        return content("select fingerprint, content from lexicon_versions order by number desc limit 1");
    }

    Mono<Content> shipped() {
        return content("select fingerprint, content from lexicon_shipped");
    }

    private Mono<Content> content(String sql) {
        return database.sql(sql).map(DictionaryStore::readContent).one();
    }

    Mono<Content> version(int number) {
        return database.sql("select fingerprint, content from lexicon_versions where number = $1")
                .bind("$1", number)
                .map(DictionaryStore::readContent)
                .one();
    }

    private static Content readContent(Readable row) {
        return new Content(text(row, "fingerprint"), List.of(Json.read(text(row, "content"), LexiconEntry[].class)));
    }

    Mono<Void> keepShipped(Content content) {
        return database.sql("""
                        insert into lexicon_shipped (fingerprint, content) values ($1, $2)
                        on conflict (one) do update set fingerprint = excluded.fingerprint, content = excluded.content""")
                .bind("$1", content.fingerprint())
                .bind("$2", Json.text(content.entries()))
                .then();
    }

    Mono<Version> publish(Content content, Changes changes, String note, String by) {
        return database.sql("""
                        insert into lexicon_versions
                          (fingerprint, content, published_at, published_by, note, added, changed, removed)
                        values ($1, $2, $3, $4, $5, $6, $7, $8)
                        returning number, fingerprint, published_at, published_by, note, added, changed, removed""")
                .bind("$1", content.fingerprint())
                .bind("$2", Json.text(content.entries()))
                .bind("$3", OffsetDateTime.now(clock))
                .bind("$4", by)
                .bind("$5", note)
                .bind("$6", changes.added().size())
                .bind("$7", changes.changed().size())
                .bind("$8", changes.removed().size())
                .map(DictionaryStore::readVersion)
                .one();
    }

    Flux<Version> versions() {
        return database.sql("""
                        select number, fingerprint, published_at, published_by, note, added, changed, removed
                        from lexicon_versions order by number desc limit 200""").map(DictionaryStore::readVersion).all();
    }

    /** Returns the number in use, 0 before the first: cheap enough to ask every second. */
    Mono<Integer> number() {
        return database.sql("select coalesce(max(number), 0) as n from lexicon_versions")
                .map(row -> number(row, "n"))
                .one();
    }

    Mono<List<String>> ignored() {
        return database.sql("select word from lexicon_ignored")
                .map(row -> text(row, "word"))
                .all()
                .collectList();
    }

    Mono<Void> ignore(String word, String by) {
        return database.sql("""
                        insert into lexicon_ignored (word, ignored_at, ignored_by) values ($1, $2, $3)
                        on conflict (word) do nothing""")
                .bind("$1", word)
                .bind("$2", OffsetDateTime.now(clock))
                .bind("$3", by)
                .then();
    }

    private static Version readVersion(Readable row) {
        return new Version(
                number(row, "number"),
                text(row, "fingerprint"),
                time(row, "published_at"),
                text(row, "published_by"),
                text(row, "note"),
                number(row, "added"),
                number(row, "changed"),
                number(row, "removed"));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static int number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Integer.class));
    }

    private static Instant time(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, OffsetDateTime.class)).toInstant();
    }
}
