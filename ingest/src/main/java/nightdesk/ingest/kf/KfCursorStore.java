package nightdesk.ingest.kf;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How far each customer-service account was read, and events that are about no customer. */
final class KfCursorStore {
    private final DatabaseClient database;
    private final Clock clock;

    KfCursorStore(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Returns the cursor; empty text = from the earliest message that WeCom still has. */
    Mono<String> cursor(String account, String openKfId) {
        return database.sql("select cursor from kf_cursors where account = $1 and open_kfid = $2")
                .bind("$1", account)
                .bind("$2", openKfId)
                .map(row -> Objects.requireNonNull(row.get("cursor", String.class)))
                .one()
                .defaultIfEmpty("");
    }

    Mono<Void> advance(String account, String openKfId, String cursor) {
        return database.sql("""
                        insert into kf_cursors (account, open_kfid, cursor, updated_at) values ($1, $2, $3, $4)
                        on conflict (account, open_kfid) do update
                          set cursor = excluded.cursor, updated_at = excluded.updated_at""")
                .bind("$1", account)
                .bind("$2", openKfId)
                .bind("$3", cursor)
                .bind("$4", OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)))
                .then();
    }

    /** Remembers an account from its first signal on, so that it is reconciled even if that pull fails. */
    Mono<Void> know(String account, String openKfId) {
        return database.sql("""
                        insert into kf_cursors (account, open_kfid, cursor, updated_at) values ($1, $2, '', $3)
                        on conflict do nothing""")
                .bind("$1", account)
                .bind("$2", openKfId)
                .bind("$3", OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)))
                .then();
    }

    /** Notes that a welcome begins; false when it was begun before. */
    Mono<Boolean> beginWelcome(String eventId) {
        return database.sql("insert into kf_welcomes (event_id, at) values ($1, $2) on conflict do nothing")
                .bind("$1", eventId)
                .bind("$2", OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** Returns every customer-service account that ever gave a signal or was told of, and is managed by API. */
    Flux<Known> known() {
        return database.sql("""
                        select c.account, c.open_kfid from kf_cursors c
                        left join kf_accounts a on a.account = c.account and a.open_kfid = c.open_kfid
                        where coalesce(a.managed, true) order by c.account, c.open_kfid""")
                .map(row -> new Known(
                        Objects.requireNonNull(row.get("account", String.class)),
                        Objects.requireNonNull(row.get("open_kfid", String.class))))
                .all();
    }

    Mono<Void> keepEvent(String id, String account, String kind, String raw) {
        return database.sql("""
                        insert into platform_events (id, account, kind, raw, received_at) values ($1, $2, $3, $4, $5)
                        on conflict do nothing""")
                .bind("$1", id)
                .bind("$2", account)
                .bind("$3", kind)
                .bind("$4", raw.replace("\0", ""))
                .bind("$5", OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)))
                .then();
    }

    /** One customer-service account of one WeCom account. */
    record Known(String account, String openKfId) {}
}
