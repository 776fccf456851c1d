package nightdesk.ingest.kf;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The customer-service accounts of each WeCom account and whether the app manages them. */
final class KfAccountStore {
    private final DatabaseClient database;
    private final Clock clock;

    KfAccountStore(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Keeps what WeCom lists; what it lists no more is not managed any more. */
    Mono<Void> keep(String account, List<Seen> seen) {
        String[] ids = seen.stream().map(Seen::openKfId).toArray(String[]::new);
        return Flux.fromIterable(seen)
                .concatMap(one -> keep(account, one))
                .then(database.sql("update kf_accounts set managed = false where account = $1 and open_kfid <> all($2)")
                        .bind("$1", account)
                        .bind("$2", ids)
                        .then());
    }

    private Mono<Void> keep(String account, Seen one) {
        return database.sql("""
                        insert into kf_accounts (account, open_kfid, name, avatar, managed, seen_at)
                        values ($1, $2, $3, $4, $5, $6)
                        on conflict (account, open_kfid) do update set name = excluded.name, avatar = excluded.avatar,
                          managed = excluded.managed, seen_at = excluded.seen_at""")
                .bind("$1", account)
                .bind("$2", one.openKfId())
                .bind("$3", one.name())
                .bind("$4", one.avatar())
                .bind("$5", one.managed())
                .bind("$6", now())
                .then();
    }

    Mono<Void> managed(String account, String openKfId, boolean managed) {
        return database.sql("""
                        insert into kf_accounts (account, open_kfid, name, avatar, managed, seen_at)
                        values ($1, $2, '', '', $3, $4)
                        on conflict (account, open_kfid) do update set managed = excluded.managed,
                          seen_at = excluded.seen_at""")
                .bind("$1", account)
                .bind("$2", openKfId)
                .bind("$3", managed)
                .bind("$4", now())
                .then();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC));
    }

    /** A customer-service account as WeCom lists it. */
    record Seen(String openKfId, String name, String avatar, boolean managed) {}
}
