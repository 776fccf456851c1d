package nightdesk.ingest.kf;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** What is known of sessions. Only news that is newer changes it, so that order does not matter. */
final class SessionStore {
    static final int SERVICER = 3;
    static final int ENDED = 4;

    private final DatabaseClient database;

    SessionStore(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> note(Change change) {
        return database.sql("""
                        insert into kf_sessions (account, open_kfid, external_userid, state, servicer, changed_at, source)
                        values ($1, $2, $3, $4, $5, $6, $7)
                        on conflict (account, open_kfid, external_userid) do update set state = excluded.state,
                          servicer = excluded.servicer, changed_at = excluded.changed_at, source = excluded.source
                        where kf_sessions.changed_at <= excluded.changed_at""")
                .bind("$1", change.chat().account())
                .bind("$2", change.chat().openKfId())
                .bind("$3", change.chat().externalUserId())
                .bind("$4", change.state())
                .bind("$5", change.servicer())
                .bind("$6", change.at().atOffset(ZoneOffset.UTC))
                .bind("$7", change.source())
                .then();
    }

    Mono<Change> known(Chat chat) {
        return database.sql("select * from kf_sessions where account = $1 and open_kfid = $2 and external_userid = $3")
                .bind("$1", chat.account())
                .bind("$2", chat.openKfId())
                .bind("$3", chat.externalUserId())
                .map(row -> new Change(
                        chat,
                        Objects.requireNonNull(row.get("state", Integer.class)),
                        Objects.requireNonNull(row.get("servicer", String.class)),
                        Objects.requireNonNull(row.get("changed_at", OffsetDateTime.class))
                                .toInstant(),
                        Objects.requireNonNull(row.get("source", String.class))))
                .one();
    }

    /** One session's place. */
    record Chat(String account, String openKfId, String externalUserId) {}

    /**
     * @param state 0 to 4
     * @param servicer who holds it; empty = nobody
     * @param at since when
     * @param source event, api or answer
     */
    record Change(Chat chat, int state, String servicer, Instant at, String source) {}
}
