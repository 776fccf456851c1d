package nightdesk.dashboard.security;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Open sessions and known browsers, in PostgreSQL; of a cookie only its hash is here. */
final class SessionStore {
    /** How old "last seen" may get before it is written again: one write a minute and session, not one a request. */
    private static final Duration SEEN_PRECISION = Duration.ofMinutes(1);

    private static final Duration DEVICE_LIFE = Duration.ofDays(180);

    private final DatabaseClient database;
    private final SecuritySettings.SessionSettings settings;

    SessionStore(DatabaseClient database, SecuritySettings.SessionSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Opens a session and clears away those that are over. */
    Mono<Void> open(String cookie, String username, Instant now) {
        return database.sql("""
                        WITH over AS (DELETE FROM console_sessions WHERE expires_at <= :now OR last_seen_at <= :idleSince)
                        INSERT INTO console_sessions (cookie_hash, username, created_at, last_seen_at, expires_at)
                        VALUES (:hash, :username, :now, :now, :expires)
                        """)
                .bind("hash", Secrets.stored(cookie))
                .bind("username", username)
                .bind("now", now)
                .bind("idleSince", now.minus(settings.idle()))
                .bind("expires", now.plus(settings.absolute()))
                .then();
    }

    /** Returns the person whose session this is, if it is still open, and notes that it was used. */
    Mono<Caller> find(String cookie, Instant now) {
        return database.sql("""
                        SELECT s.username, u.display_name, u.roles, s.last_seen_at
                        FROM console_sessions s JOIN console_users u USING (username)
                        WHERE s.cookie_hash = :hash AND s.expires_at > :now AND s.last_seen_at > :idleSince
                        """)
                .bind("hash", Secrets.stored(cookie))
                .bind("now", now)
                .bind("idleSince", now.minus(settings.idle()))
                .map(row -> new Found(caller(row, cookie), instant(row)))
                .one()
                .flatMap(found -> seen(found, cookie, now));
    }

    Mono<Void> close(String cookie) {
        return database.sql("DELETE FROM console_sessions WHERE cookie_hash = :hash")
                .bind("hash", Secrets.stored(cookie))
                .then();
    }

    /** Returns whether this user has signed in from the browser that holds this cookie. */
    Mono<Boolean> knowsDevice(String cookie, String username, Instant now) {
        return database.sql("""
                        SELECT 1 FROM console_devices
                        WHERE cookie_hash = :hash AND username = :username AND last_seen_at > :since
                        """)
                .bind("hash", Secrets.stored(cookie))
                .bind("username", username)
                .bind("since", now.minus(DEVICE_LIFE))
                .map(row -> true)
                .one()
                .defaultIfEmpty(false);
    }

    /** Remembers a browser by its new cookie, in place of its old one. */
    Mono<Void> rememberDevice(String cookie, String old, String username, Instant now) {
        return database.sql("""
                        WITH over AS (DELETE FROM console_devices WHERE last_seen_at <= :since OR cookie_hash = :old)
                        INSERT INTO console_devices (cookie_hash, username, last_seen_at)
                        VALUES (:hash, :username, :now)
                        """)
                .bind("hash", Secrets.stored(cookie))
                .bind("old", Secrets.stored(old))
                .bind("username", username)
                .bind("now", now)
                .bind("since", now.minus(DEVICE_LIFE))
                .then();
    }

    private Mono<Caller> seen(Found found, String cookie, Instant now) {
        if (found.lastSeen().isAfter(now.minus(SEEN_PRECISION))) {
            return Mono.just(found.caller());
        }
        return database.sql("UPDATE console_sessions SET last_seen_at = :now WHERE cookie_hash = :hash")
                .bind("now", now)
                .bind("hash", Secrets.stored(cookie))
                .then()
                .thenReturn(found.caller());
    }

    private static Caller caller(Readable row, String cookie) {
        return Caller.person(
                Objects.requireNonNull(row.get("username", String.class)),
                Objects.requireNonNull(row.get("display_name", String.class)),
                Set.of(Objects.requireNonNull(row.get("roles", String[].class))),
                cookie);
    }

    private static Instant instant(Readable row) {
        return Objects.requireNonNull(row.get("last_seen_at", Instant.class));
    }

    private record Found(Caller caller, Instant lastSeen) {}
}
