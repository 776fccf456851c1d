package nightdesk.ingest.wecom;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import nightdesk.ingest.Json;
import nightdesk.ingest.TransientFailure;
import nightdesk.ingest.WecomAccount;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Calls the WeCom API. One access token per account with one refresh in flight; a refused token (40014, 42001, 41001)
 * is fetched anew once; busy (-1), rate limits (45009, 45033), 5xx and network errors are transient. Addresses carry
 * secrets, so no address and no cause that quotes one ever leaves this class.
 */
public final class WecomApi {
    private static final Set<Integer> TOKEN_REFUSED = Set.of(40014, 42001, 41001);
    private static final Set<Integer> BUSY = Set.of(-1, 45009, 45033);
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final int TRIES = 2;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration TOKEN_MARGIN = Duration.ofMinutes(5);

    private final WebClient http;
    private final Clock clock;
    private final Map<WecomAccount, Tokens> tokens = new ConcurrentHashMap<>();

    WecomApi(WebClient http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /**
     * Posts a request with the account's access token.
     *
     * @param path e.g. {@code /cgi-bin/kf/sync_msg}
     * @return the answer with errcode 0
     * @throws WecomFailure (signalled) on any other errcode
     * @throws TransientFailure (signalled) when the same call may succeed later
     */
    public Mono<JsonNode> post(WecomAccount account, String path, Object body) {
        Tokens own = tokens.computeIfAbsent(account, known -> new Tokens(fetchToken(known)));
        return attempt(account, own, path, body)
                .onErrorResume(TokenRefused.class, refused -> {
                    own.invalidate(refused.token());
                    return attempt(account, own, path, body);
                })
                .onErrorMap(
                        TokenRefused.class, refused -> new WecomFailure(path, refused.errcode(), "token refused twice"))
                .retryWhen(Retry.backoff(TRIES, FIRST_PAUSE)
                        .filter(TransientFailure.class::isInstance)
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()));
    }

    private Mono<JsonNode> attempt(WecomAccount account, Tokens own, String path, Object body) {
        return own.current().flatMap(token -> exchange(account, path, token, body));
    }

    private Mono<JsonNode> exchange(WecomAccount account, String path, Token token, Object body) {
        return http.post()
                .uri(account.apiBase() + path + "?access_token={token}", token.value())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Json.text(body))
                .exchangeToMono(response -> response.bodyToMono(String.class)
                        .defaultIfEmpty("")
                        .map(text -> answer(path, response.statusCode().value(), text)))
                .timeout(TIMEOUT)
                .onErrorMap(failure -> withoutAddress(path, failure))
                .map(answer -> checked(path, token, answer));
    }

    private static JsonNode checked(String path, Token token, JsonNode answer) {
        int errcode = answer.path("errcode").asInt(0);
        if (errcode == 0) {
            return answer;
        }
        if (TOKEN_REFUSED.contains(errcode)) {
            throw new TokenRefused(token, errcode);
        }
        if (BUSY.contains(errcode)) {
            throw new TransientFailure("WeCom " + path + ": errcode " + errcode);
        }
        throw new WecomFailure(path, errcode, answer.path("errmsg").asString(""));
    }

    private static JsonNode answer(String path, int status, String text) {
        if (status != 200) {
            throw new TransientFailure("WeCom " + path + ": HTTP " + status);
        }
        try {
            return Json.MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new TransientFailure(
                    "WeCom " + path + ": expected JSON, met " + text.length() + " characters that are not");
        }
    }

    private static Throwable withoutAddress(String path, Throwable failure) {
        if (failure instanceof TransientFailure || failure instanceof WecomFailure) {
            return failure;
        }
        return new TransientFailure("WeCom " + path + ": " + failure.getClass().getSimpleName());
    }

    private Mono<Token> fetchToken(WecomAccount account) {
        String path = "/cgi-bin/gettoken";
        return http.get()
                .uri(
                        account.apiBase() + path + "?corpid={corp}&corpsecret={secret}",
                        account.corpId(),
                        account.secret())
                .exchangeToMono(response -> response.bodyToMono(String.class)
                        .defaultIfEmpty("")
                        .map(text -> answer(path, response.statusCode().value(), text)))
                .timeout(TIMEOUT)
                .onErrorMap(failure -> withoutAddress(path, failure))
                .map(answer -> token(path, answer));
    }

    private Token token(String path, JsonNode answer) {
        int errcode = answer.path("errcode").asInt(0);
        if (BUSY.contains(errcode)) {
            throw new TransientFailure("WeCom " + path + ": errcode " + errcode);
        }
        if (errcode != 0) {
            throw new WecomFailure(path, errcode, answer.path("errmsg").asString(""));
        }
        Duration lifetime = Duration.ofSeconds(answer.path("expires_in").asLong(7200));
        Duration margin = lifetime.dividedBy(2).compareTo(TOKEN_MARGIN) < 0 ? lifetime.dividedBy(2) : TOKEN_MARGIN;
        return new Token(
                answer.path("access_token").asString(""), Instant.now(clock).plus(lifetime.minus(margin)));
    }

    /** The token of one account: fetched once however many ask, kept until it expires or is refused. */
    private final class Tokens {
        private final AtomicReference<Token> refused = new AtomicReference<>(new Token("", Instant.MIN));
        private final Mono<Token> current;

        Tokens(Mono<Token> fetch) {
            this.current = fetch.cacheInvalidateIf(
                    token -> token.equals(refused.get()) || !Instant.now(clock).isBefore(token.until()));
        }

        Mono<Token> current() {
            return current;
        }

        void invalidate(Token token) {
            refused.set(token);
        }
    }

    private record Token(String value, Instant until) {
        @Override
        public String toString() {
            return "Token[until=" + until + "]";
        }
    }

    private static final class TokenRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Token token;
        private final int errcode;

        TokenRefused(Token token, int errcode) {
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
