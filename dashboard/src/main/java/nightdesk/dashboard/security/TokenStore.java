package nightdesk.dashboard.security;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Tokens of programs, in PostgreSQL; of a token only its hash is here. */
final class TokenStore {
    private static final Duration USED_PRECISION = Duration.ofMinutes(1);
    private static final String COLUMNS = "id, name, scopes, created_by, created_at, last_used_at";

    private final DatabaseClient database;

    TokenStore(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> add(Token token, String secret) {
        return database.sql("""
                        INSERT INTO api_tokens (id, name, token_hash, scopes, created_by, created_at)
                        VALUES (:id, :name, :hash, :scopes, :createdBy, :createdAt)
                        """)
                .bind("id", token.id())
                .bind("name", token.name())
                .bind("hash", Secrets.stored(secret))
                .bind("scopes", token.scopes().stream().map(Scope::code).toArray(String[]::new))
                .bind("createdBy", token.createdBy())
                .bind("createdAt", token.createdAt())
                .then();
    }

    Mono<List<Token>> all() {
        return database.sql("SELECT " + COLUMNS + " FROM api_tokens ORDER BY created_at DESC, id")
                .map(TokenStore::token)
                .all()
                .collectList();
    }

    /** Returns whether there was such a token. */
    Mono<Boolean> remove(String id) {
        return database.sql("DELETE FROM api_tokens WHERE id = :id")
                .bind("id", id)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Returns the program that holds this token, and notes that it was used. */
    Mono<Caller> find(String secret, Instant now) {
        return database.sql("SELECT " + COLUMNS + " FROM api_tokens WHERE token_hash = :hash")
                .bind("hash", Secrets.stored(secret))
                .map(TokenStore::token)
                .one()
                .flatMap(token -> used(token, now).thenReturn(Caller.program(token.name(), token.scopes())));
    }

    private Mono<Void> used(Token token, Instant now) {
        if (token.lastUsedAt() != null && token.lastUsedAt().isAfter(now.minus(USED_PRECISION))) {
            return Mono.empty();
        }
        return database.sql("UPDATE api_tokens SET last_used_at = :now WHERE id = :id")
                .bind("now", now)
                .bind("id", token.id())
                .then();
    }

    private static Token token(Readable row) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        Arrays.stream(Objects.requireNonNull(row.get("scopes", String[].class)))
                .map(Scope::of)
                .forEach(scopes::add);
        return new Token(
                Objects.requireNonNull(row.get("id", String.class)),
                Objects.requireNonNull(row.get("name", String.class)),
                scopes,
                Objects.requireNonNull(row.get("created_by", String.class)),
                Objects.requireNonNull(row.get("created_at", Instant.class)),
                row.get("last_used_at", Instant.class));
    }

    /**
     * @param id names it in the list; no secret
     * @param name what the program is
     * @param scopes what it may do
     * @param createdBy who made it
     * @param createdAt when
     * @param lastUsedAt to the minute; null = never
     */
    record Token(
            String id,
            String name,
            Set<Scope> scopes,
            String createdBy,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {}
}
