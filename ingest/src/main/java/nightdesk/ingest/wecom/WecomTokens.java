package nightdesk.ingest.wecom;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import nightdesk.ingest.WecomAccount;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The access token of each account and secret: fetched once however many ask, kept until it expires or is refused. */
final class WecomTokens {
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final Function<WecomAccount, Mono<JsonNode>> fetch;
    private final Clock clock;
    private final Map<WecomAccount, Held> held = new ConcurrentHashMap<>();

    WecomTokens(Function<WecomAccount, Mono<JsonNode>> fetch, Clock clock) {
        this.fetch = fetch;
        this.clock = clock;
    }

    Mono<Token> of(WecomAccount account) {
        return held.computeIfAbsent(account, Held::new).current;
    }

    /** Lets the next call fetch a new token, unless somebody has done so already. */
    void invalidate(WecomAccount account, Token token) {
        held.computeIfAbsent(account, Held::new).refused.set(token);
    }

    private Token token(JsonNode answer) {
        Duration lifetime = Duration.ofSeconds(answer.path("expires_in").asLong(7200));
        Duration margin = lifetime.dividedBy(2).compareTo(MARGIN) < 0 ? lifetime.dividedBy(2) : MARGIN;
        return new Token(
                answer.path("access_token").asString(""), Instant.now(clock).plus(lifetime.minus(margin)));
    }

    private final class Held {
        private final AtomicReference<Token> refused = new AtomicReference<>(new Token("", Instant.MIN));
        private final Mono<Token> current;

        Held(WecomAccount account) {
            this.current = Mono.defer(() -> fetch.apply(account))
                    .map(WecomTokens.this::token)
                    .cacheInvalidateIf(token ->
                            token.equals(refused.get()) || !Instant.now(clock).isBefore(token.until()));
        }
    }

    record Token(String value, Instant until) {
        @Override
        public String toString() {
            return "Token[until=" + until + "]";
        }
    }

    /** WeCom does not take this token any more. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Token token;
        private final int errcode;

        Refused(Token token, int errcode) {
            super("errcode " + errcode, null, false, false);
            this.token = token;
            this.errcode = errcode;
        }

        Token token() {
            return token;
        }

        int errcode() {
            return errcode;
        }
    }
}
