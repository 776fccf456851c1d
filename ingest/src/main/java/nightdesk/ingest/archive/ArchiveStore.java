package nightdesk.ingest.archive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Objects;
import nightdesk.ingest.archive.ConsentBook.Change;
import nightdesk.ingest.archive.ConsentBook.Person;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How far each archive was read, what could not be opened yet, and what patients said to archiving. */
final class ArchiveStore {
    private final DatabaseClient database;
    private final Clock clock;

    ArchiveStore(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Returns the greatest seq whose record is kept; 0 at first. */
    Mono<Long> seq(String account) {
        return database.sql("select seq from archive_cursors where account = $1")
                .bind("$1", account)
                .map(row -> Objects.requireNonNull(row.get("seq", Long.class)))
                .one()
                .defaultIfEmpty(0L);
    }

    /** Moves forward only, so that a late writer cannot take it back. */
    Mono<Void> advance(String account, long seq) {
        return database.sql("""
                        insert into archive_cursors (account, seq, updated_at) values ($1, $2, $3)
                        on conflict (account) do update
                          set seq = greatest(archive_cursors.seq, excluded.seq), updated_at = excluded.updated_at""")
                .bind("$1", account)
                .bind("$2", seq)
                .bind("$3", now())
                .then();
    }

    /** Keeps a record as it came, or notes that it still cannot be opened; it is tried again after a growing pause. */
    Mono<Void> seal(String account, Sealed sealed) {
        return database.sql("""
                        insert into archive_sealed (account, seq, key_version, record, reason, tries, kept_at, retry_at)
                        values ($1, $2, $3, $4, $5, 0, $6, $7)
                        on conflict (account, seq) do update set reason = excluded.reason,
                          tries = archive_sealed.tries + 1,
                          retry_at = excluded.kept_at + least(interval '6 hours',
                            interval '1 minute' * power(2, least(archive_sealed.tries, 9)))""")
                .bind("$1", account)
                .bind("$2", sealed.seq())
                .bind("$3", sealed.keyVersion())
                .bind("$4", sealed.record().replace("\0", ""))
                .bind("$5", sealed.reason().code())
                .bind("$6", now())
                .bind("$7", now().plus(Duration.ofMinutes(1)))
                .then();
    }

    /** Returns sealed records that may open now: their key has come, or their pause is over. */
    Flux<Sealed> ripe(String account, Collection<Integer> versions, int limit) {
        return database.sql("""
                        select seq, key_version, record, reason from archive_sealed
                        where account = $1 and ((reason = 'no-key' and key_version = any($2))
                          or (reason <> 'no-key' and retry_at <= $3))
                        order by seq limit $4""")
                .bind("$1", account)
                .bind("$2", versions.toArray(Integer[]::new))
                .bind("$3", now())
                .bind("$4", limit)
                .map(row -> new Sealed(
                        Objects.requireNonNull(row.get("seq", Long.class)),
                        Objects.requireNonNull(row.get("key_version", Integer.class)),
                        Objects.requireNonNull(row.get("record", String.class)),
                        SealReason.of(Objects.requireNonNull(row.get("reason", String.class)))))
                .all();
    }

    Mono<Void> unseal(String account, Collection<Long> seqs) {
        if (seqs.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("delete from archive_sealed where account = $1 and seq = any($2)")
                .bind("$1", account)
                .bind("$2", seqs.toArray(Long[]::new))
                .then();
    }

    /** Returns how many records wait, by reason and key version. */
    Flux<Waiting> waiting(String account) {
        return database.sql("""
                        select reason, key_version, count(*) as n from archive_sealed where account = $1
                        group by reason, key_version order by reason, key_version""")
                .bind("$1", account)
                .map(row -> new Waiting(
                        SealReason.of(Objects.requireNonNull(row.get("reason", String.class))),
                        Objects.requireNonNull(row.get("key_version", Integer.class)),
                        Objects.requireNonNull(row.get("n", Long.class))))
                .all();
    }

    /** Returns every known change of mind in these scopes. */
    Flux<Change> consents(String account, Collection<String> scopes) {
        return database.sql("""
                        select scope, person, agreed, at, source from archive_consents
                        where account = $1 and scope = any($2)""")
                .bind("$1", account)
                .bind("$2", scopes.toArray(String[]::new))
                .map(row -> new Change(
                        new Person(
                                Objects.requireNonNull(row.get("scope", String.class)),
                                Objects.requireNonNull(row.get("person", String.class))),
                        Objects.requireNonNull(row.get("agreed", Boolean.class)),
                        Objects.requireNonNull(row.get("at", OffsetDateTime.class))
                                .toInstant(),
                        Objects.requireNonNull(row.get("source", String.class))))
                .all();
    }

    Mono<Void> note(String account, Collection<Change> changes) {
        return Flux.fromIterable(changes)
                .concatMap(change -> note(account, change))
                .then();
    }

    /** Of two changes at one moment the withdrawal holds. */
    private Mono<Void> note(String account, Change change) {
        return database.sql("""
                        insert into archive_consents (account, scope, person, at, agreed, source)
                        values ($1, $2, $3, $4, $5, $6)
                        on conflict (account, scope, person, at)
                          do update set agreed = archive_consents.agreed and excluded.agreed""")
                .bind("$1", account)
                .bind("$2", change.person().scope())
                .bind("$3", change.person().id())
                .bind("$4", utc(change.at()))
                .bind("$5", change.agreed())
                .bind("$6", change.source())
                .then();
    }

    private OffsetDateTime now() {
        return utc(Instant.now(clock));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /** A record that cannot be opened yet; {@code record} is its JSON as it came. */
    record Sealed(long seq, int keyVersion, String record, SealReason reason) {}

    /** {@code count} records wait for the same. */
    record Waiting(SealReason reason, int keyVersion, long count) {}
}
