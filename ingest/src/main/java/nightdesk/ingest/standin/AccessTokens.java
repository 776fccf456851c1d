package nightdesk.ingest.standin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Issues access tokens: the same one while it is valid, as WeCom does. */
final class AccessTokens {
    private final Credentials credentials;
    private final Clock clock;
    private final Duration life;
    private final Random random;
    private final Map<String, Instant> expiry = new HashMap<>();
    private @Nullable String current;

    AccessTokens(Credentials credentials, Clock clock, Duration life, long seed) {
        this.credentials = credentials;
        this.clock = clock;
        this.life = life;
        this.random = new Random(seed ^ 0x70CE_70CEL);
    }

    synchronized Issued issue(@Nullable String corpId, @Nullable String secret) {
        if (!credentials.corpId().equals(corpId)) {
            throw new Refusal(40013, "invalid corpid");
        }
        if (!credentials.secret().equals(secret)) {
            throw new Refusal(40001, "invalid credential");
        }
        String token = current;
        if (token == null || !clock.instant().isBefore(expiryOf(token))) {
            token = Credentials.letters(random, 64);
            expiry.put(token, clock.instant().plus(life));
            current = token;
        }
        return new Issued(
                token, Duration.between(clock.instant(), expiryOf(token)).toSeconds());
    }

    synchronized void check(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            throw new Refusal(41001, "access_token missing");
        }
        Instant end = expiry.get(token);
        if (end == null) {
            throw new Refusal(40014, "invalid access_token");
        }
        if (!clock.instant().isBefore(end)) {
            throw new Refusal(42001, "access_token expired");
        }
    }

    synchronized void revoke() {
        expiry.clear();
        current = null;
    }

    private Instant expiryOf(String token) {
        return expiry.getOrDefault(token, Instant.MIN);
    }

    record Issued(String token, long expiresIn) {}
}
