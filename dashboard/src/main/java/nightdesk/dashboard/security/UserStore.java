package nightdesk.dashboard.security;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** People who may sign in, in PostgreSQL. */
final class UserStore {
    private final DatabaseClient database;

    UserStore(DatabaseClient database) {
        this.database = database;
    }

    Mono<User> find(String username) {
        return database.sql(
                        "SELECT username, display_name, password_hash, roles FROM console_users WHERE username = :username")
                .bind("username", username)
                .map(UserStore::user)
                .one();
    }

    /** Returns whether the user was added; false when the name exists, whoever added it. */
    Mono<Boolean> add(User user, Instant now) {
        return database.sql("""
                        INSERT INTO console_users (username, display_name, password_hash, roles, created_at)
                        VALUES (:username, :displayName, :hash, :roles, :now)
                        ON CONFLICT (username) DO NOTHING
                        """)
                .bind("username", user.username())
                .bind("displayName", user.displayName())
                .bind("hash", user.passwordHash())
                .bind("roles", user.roles().toArray(String[]::new))
                .bind("now", now)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Replaces the password and ends the user's sessions, in one statement. */
    Mono<Void> replacePassword(String username, String hash) {
        return database.sql("""
                        WITH ended AS (DELETE FROM console_sessions WHERE username = :username),
                             forgotten AS (DELETE FROM console_devices WHERE username = :username)
                        UPDATE console_users SET password_hash = :hash WHERE username = :username
                        """).bind("username", username).bind("hash", hash).then();
    }

    private static User user(Readable row) {
        return new User(
                text(row, "username"),
                text(row, "display_name"),
                text(row, "password_hash"),
                Set.of(Objects.requireNonNull(row.get("roles", String[].class))));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }
}
