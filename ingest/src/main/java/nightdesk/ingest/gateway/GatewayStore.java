package nightdesk.ingest.gateway;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import nightdesk.ingest.Ids;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What gateways sent that did not become a message. */
final class GatewayStore {
    private static final int LONGEST = 64 << 10;
    private final DatabaseClient database;
    private final Clock clock;

    GatewayStore(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Mono<Void> reject(String source, List<Delivery.Rejected> rejected) {
        return Flux.fromIterable(rejected).concatMap(one -> reject(source, one)).then();
    }

    private Mono<Void> reject(String source, Delivery.Rejected rejected) {
        String raw = rejected.raw().replace("\0", "");
        return database.sql("""
                        insert into gateway_rejects (id, source, reason, raw, received_at) values ($1, $2, $3, $4, $5)
                        on conflict do nothing""")
                .bind("$1", "x_" + Ids.hash(source, rejected.raw()))
                .bind("$2", source)
                .bind("$3", rejected.reason().replace("\0", ""))
                .bind("$4", raw.substring(0, Math.min(raw.length(), LONGEST)))
                .bind("$5", OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)))
                .then();
    }
}
