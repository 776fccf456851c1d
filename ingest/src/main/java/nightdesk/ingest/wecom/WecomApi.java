package nightdesk.ingest.wecom;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import nightdesk.ingest.Json;
import nightdesk.ingest.TransientFailure;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.wecom.WecomTokens.Token;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Calls the WeCom API. One access token per account and secret with one refresh in flight; a refused token (40014, 42001,
 * 41001, 40001) is fetched anew once; busy (-1), 5xx and network errors are transient and tried again twice. After a
 * rate limit (45009, 45033) this API of this account rests, after a refused secret all of them: calls then fail at once
 * with {@link WecomPaused}. Addresses carry secrets, so no address and no cause that quotes one ever leaves this class.
 */
public final class WecomApi {
    private static final String GET_TOKEN = "/cgi-bin/gettoken";
    private static final String UPLOAD = "/cgi-bin/media/upload";
    private static final Set<Integer> TOKEN_REFUSED = Set.of(40014, 42001, 41001, 40001);
    private static final int BUSY = -1;
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final Duration UPLOAD_TIMEOUT = Duration.ofMinutes(2);
    private static final int TRIES = 2;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final WebClient http;
    private final CallPauses pauses;
    private final WecomTokens tokens;

    WecomApi(WebClient http, Clock clock, CallPauses pauses) {
        this.http = http;
        this.pauses = pauses;
        this.tokens = new WecomTokens(this::fetchToken, clock);
    }

    /**
     * Posts a request with the account's access token.
     *
     * @param path e.g. {@code /cgi-bin/kf/sync_msg}
     * @return the answer with errcode 0
     * @throws WecomFailure (signalled) on any other errcode
     * @throws TransientFailure (signalled) when the same call may succeed later; {@link WecomPaused} when not before a
     *     time that is known
     */
    public Mono<JsonNode> post(WecomAccount account, String path, Object body) {
        return post(account, path, path, body);
    }

    /**
     * Posts a request that WeCom limits apart from others to the same path.
     *
     * @param limit the name under which this kind of call rests after a rate limit
     */
    public Mono<JsonNode> post(WecomAccount account, String path, String limit, Object body) {
        return call(
                account,
                path,
                limit,
                token -> exchange(
                        path,
                        token,
                        http.post()
                                .uri(account.apiBase() + path + "?access_token={token}", token.value())
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(Json.text(body)),
                        TIMEOUT));
    }

    /**
     * Gets something with the account's access token; otherwise as {@link #post}.
     *
     * @param query parameters besides the token, as they are (they are encoded here)
     */
    public Mono<JsonNode> get(WecomAccount account, String path, Map<String, String> query) {
        return call(account, path, path, token -> exchange(path, token, request(account, path, token, query), TIMEOUT));
    }

    /**
     * Downloads media to a file (WeCom document 90254): at once where possible, in parts where WeCom wants it (830002)
     * or the connection broke.
     *
     * @param target overwritten; what it holds after a failure means nothing
     * @param limit most bytes taken
     * @return what was read
     * @throws MediaTooLarge (signalled) when there is more than the limit
     * @throws WecomFailure (signalled) on an errcode, e.g. 40007 for expired media
     * @throws TransientFailure (signalled) when the same call may succeed later
     */
    public Mono<WecomMedia> download(WecomAccount account, String mediaId, Path target, long limit) {
        Map<String, String> query = Map.of("media_id", mediaId);
        return Mono.defer(() -> {
            MediaDownload download = new MediaDownload(target, limit);
            return call(
                    account,
                    MediaDownload.PATH,
                    MediaDownload.PATH,
                    token -> download.from(
                            () -> request(account, MediaDownload.PATH, token, query),
                            answer -> checked(MediaDownload.PATH, token, answer)));
        });
    }

    /**
     * Uploads a temporary medium (WeCom document 90253), valid three days.
     *
     * @param type image, voice, video or file
     * @param fileName as the receiver sees it
     * @return its media_id
     */
    public Mono<String> upload(WecomAccount account, String type, String fileName, Path file) {
        return call(
                        account,
                        UPLOAD,
                        UPLOAD,
                        token -> exchange(
                                UPLOAD,
                                token,
                                http.post()
                                        .uri(
                                                account.apiBase() + UPLOAD + "?access_token={token}&type={type}",
                                                token.value(),
                                                type)
                                        .body(BodyInserters.fromMultipartData(part(fileName, file))),
                                UPLOAD_TIMEOUT))
                .map(answer -> answer.path("media_id").asString(""));
    }

    private static MultiValueMap<String, HttpEntity<?>> part(String fileName, Path file) {
        MultipartBodyBuilder parts = new MultipartBodyBuilder();
        String safe = fileName.replaceAll("[\\r\\n\"\\\\]", "_");
        // WeCom reads the plain UTF-8 file name and does not know the filename* form that Spring would write.
        parts.part("media", new FileSystemResource(file), MediaType.APPLICATION_OCTET_STREAM)
                .headers(headers -> headers.set(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "form-data; name=\"media\"; filename=\"" + safe + "\"; filelength="
                                + file.toFile().length()));
        return parts.build();
    }

    private RequestHeadersSpec<?> request(WecomAccount account, String path, Token token, Map<String, String> query) {
        StringBuilder address = new StringBuilder(account.apiBase() + path + "?access_token={access_token}");
        Map<String, String> values = new LinkedHashMap<>(query);
        query.keySet()
                .forEach(name -> address.append('&')
                        .append(name)
                        .append("={")
                        .append(name)
                        .append('}'));
        values.put("access_token", token.value());
        return http.get().uri(address.toString(), values);
    }

    private <T> Mono<T> call(WecomAccount account, String path, String limit, Function<Token, Mono<T>> attempt) {
        Mono<T> once = Mono.defer(() -> {
            pauses.check(account, limit);
            return tokens.of(account).flatMap(attempt);
        });
        return once.onErrorResume(WecomTokens.Refused.class, refused -> {
                    tokens.invalidate(account, refused.token());
                    return once;
                })
                .doOnNext(answer -> pauses.succeeded(account, limit))
                .onErrorMap(failure -> described(account, path, limit, failure))
                .retryWhen(Retry.backoff(TRIES, FIRST_PAUSE)
                        .filter(failure -> failure instanceof TransientFailure && !(failure instanceof WecomPaused))
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()));
    }

    private Throwable described(WecomAccount account, String path, String limit, Throwable failure) {
        if (failure instanceof WecomTokens.Refused refused) {
            return new WecomFailure(path, refused.errcode(), "token refused twice");
        }
        if (failure instanceof WecomFailure refused && CallPauses.isLimit(refused.errcode())) {
            return pauses.begin(account, limit, refused.errcode());
        }
        return withoutAddress(path, failure);
    }

    private static Mono<JsonNode> exchange(String path, Token token, RequestHeadersSpec<?> request, Duration timeout) {
        return answer(path, request, timeout).map(answer -> checked(path, token, answer));
    }

    private static Mono<JsonNode> answer(String path, RequestHeadersSpec<?> request, Duration timeout) {
        return request.exchangeToMono(response -> response.bodyToMono(String.class)
                        .defaultIfEmpty("")
                        .map(text -> parsed(path, response.statusCode().value(), text)))
                .timeout(timeout)
                .onErrorMap(failure -> withoutAddress(path, failure));
    }

    private static JsonNode checked(String path, Token token, JsonNode answer) {
        int errcode = answer.path("errcode").asInt(0);
        if (errcode == 0) {
            return answer;
        }
        if (TOKEN_REFUSED.contains(errcode)) {
            throw new WecomTokens.Refused(token, errcode);
        }
        throw failure(path, errcode, answer);
    }

    private static RuntimeException failure(String path, int errcode, JsonNode answer) {
        return errcode == BUSY
                ? new TransientFailure("WeCom " + path + ": errcode " + errcode)
                : new WecomFailure(path, errcode, answer.path("errmsg").asString(""));
    }

    static JsonNode parsed(String path, int status, String text) {
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
        if (failure instanceof TransientFailure
                || failure instanceof WecomFailure
                || failure instanceof WecomTokens.Refused
                || failure instanceof AnswerTooLarge
                || failure instanceof MediaTooLarge) {
            return failure;
        }
        if (failure instanceof DataBufferLimitException || failure.getCause() instanceof DataBufferLimitException) {
            return new AnswerTooLarge(path);
        }
        return new TransientFailure("WeCom " + path + ": " + failure.getClass().getSimpleName());
    }

    private Mono<JsonNode> fetchToken(WecomAccount account) {
        pauses.check(account, GET_TOKEN);
        return answer(
                        GET_TOKEN,
                        http.get()
                                .uri(
                                        account.apiBase() + GET_TOKEN + "?corpid={corp}&corpsecret={secret}",
                                        account.corpId(),
                                        account.secret()),
                        TIMEOUT)
                .map(answer -> token(account, answer));
    }

    private JsonNode token(WecomAccount account, JsonNode answer) {
        int errcode = answer.path("errcode").asInt(0);
        if (errcode == 0) {
            pauses.succeeded(account, GET_TOKEN);
            return answer;
        }
        if (CallPauses.isBadSecret(errcode) || CallPauses.isLimit(errcode)) {
            throw pauses.begin(account, GET_TOKEN, errcode);
        }
        throw failure(GET_TOKEN, errcode, answer);
    }
}
