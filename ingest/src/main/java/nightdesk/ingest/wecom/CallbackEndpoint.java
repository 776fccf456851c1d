package nightdesk.ingest.wecom;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import nightdesk.ingest.Callback;
import nightdesk.ingest.ChannelActivity;
import nightdesk.ingest.Counters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.FailureText;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Topics;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.wecom.CallbackRejected.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * {@code GET} and {@code POST /wecom/callback/{account}}. A callback is answered with 200 only after the log has
 * acknowledged it, and within WeCom's five seconds; what cannot be taken gets a problem document and is counted.
 */
final class CallbackEndpoint {
    private static final Logger log = LoggerFactory.getLogger(CallbackEndpoint.class);
    private static final int MAX_BODY = 256 << 10;
    private static final Pattern EVENT = Pattern.compile("[a-z_]{1,40}");
    private static final Duration LOG_PATIENCE = Duration.ofSeconds(4);

    private final WecomAccounts accounts;
    private final EventLog eventLog;
    private final Counters counters;
    private final ChannelActivity activity;
    private final Clock clock;
    private final Map<WecomAccount, CallbackCodec> codecs = new ConcurrentHashMap<>();

    CallbackEndpoint(
            WecomAccounts accounts, EventLog eventLog, Counters counters, ChannelActivity activity, Clock clock) {
        this.accounts = accounts;
        this.eventLog = eventLog;
        this.counters = counters;
        this.activity = activity;
        this.clock = clock;
    }

    /** Proves to WeCom that this URL knows token and key: the decrypted {@code echostr}, bare. */
    Mono<ServerResponse> verify(ServerRequest request) {
        return Mono.fromCallable(() -> open(request, parameter(request, "echostr")))
                .flatMap(echo -> ServerResponse.ok()
                        .contentType(MediaType.TEXT_PLAIN)
                        .bodyValue(echo.getBytes(StandardCharsets.UTF_8)))
                .onErrorResume(CallbackRejected.class, rejected -> refuse(request, rejected));
    }

    /** Takes a callback. */
    Mono<ServerResponse> receive(ServerRequest request) {
        return body(request)
                .map(body -> callback(request, body))
                .flatMap(this::append)
                .then(Mono.defer(() -> ServerResponse.ok().build()))
                .onErrorResume(CallbackRejected.class, rejected -> refuse(request, rejected));
    }

    private static Mono<String> body(ServerRequest request) {
        return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), MAX_BODY)
                .map(buffer -> {
                    String text = buffer.toString(StandardCharsets.UTF_8);
                    DataBufferUtils.release(buffer);
                    return text;
                })
                .switchIfEmpty(Mono.error(() -> new CallbackRejected(Reason.XML, "expected XML, met an empty body")))
                .onErrorMap(
                        DataBufferLimitException.class,
                        e -> new CallbackRejected(
                                Reason.TOO_LARGE, "expected at most " + MAX_BODY + " bytes, met more"));
    }

    private Callback callback(ServerRequest request, String body) {
        String encrypt = CallbackXml.fields(body).get("Encrypt");
        if (encrypt == null) {
            throw new CallbackRejected(Reason.XML, "expected an element Encrypt, met none");
        }
        String xml = open(request, encrypt);
        Map<String, String> fields = CallbackXml.fields(xml);
        String event = fields.getOrDefault("Event", fields.getOrDefault("MsgType", "unknown"));
        return new Callback(
                request.pathVariable("account"),
                event,
                fields.get("OpenKfId"),
                fields.get("Token"),
                xml,
                Instant.now(clock));
    }

    private String open(ServerRequest request, String encrypt) {
        return codec(request.pathVariable("account"))
                .open(
                        parameter(request, "msg_signature"),
                        parameter(request, "timestamp"),
                        parameter(request, "nonce"),
                        encrypt);
    }

    private CallbackCodec codec(String account) {
        WecomAccount found = accounts.find(account)
                .orElseThrow(() ->
                        new CallbackRejected(Reason.UNKNOWN_ACCOUNT, "no WeCom account of this name is switched on"));
        return codecs.computeIfAbsent(
                found, known -> new CallbackCodec(known.token(), known.encodingAesKey(), known.corpId()));
    }

    private static String parameter(ServerRequest request, String name) {
        return request.queryParam(name)
                .orElseThrow(() -> new CallbackRejected(Reason.PARAMETERS, "expected the parameter " + name));
    }

    private Mono<Void> append(Callback callback) {
        String key = callback.account() + "/" + Objects.requireNonNullElse(callback.openKfId(), callback.event());
        return eventLog.append(new LogRecord(Topics.CALLBACK, key, Json.text(callback)))
                .timeout(LOG_PATIENCE)
                .doOnSuccess(done -> {
                    counters.increment("callback.accepted", named(callback.event()));
                    activity.callback(callback.account(), callback.receivedAt());
                })
                .onErrorMap(failure -> {
                    log.warn(
                            "A callback of {} is refused, the log did not acknowledge it: {}",
                            callback.account(),
                            FailureText.of(failure));
                    return new CallbackRejected(
                            Reason.LOG_UNAVAILABLE, "the log did not acknowledge in time; send again");
                });
    }

    /** The names of events come from outside; as the names of counters they must stay few and short. */
    private static String named(String event) {
        return EVENT.matcher(event).matches() ? event : "other";
    }

    private Mono<ServerResponse> refuse(ServerRequest request, CallbackRejected rejected) {
        counters.increment("callback.rejected", rejected.reason().code());
        String account = request.pathVariable("account");
        if (accounts.find(account).isPresent()) {
            activity.rejected(account);
        }
        return ServerResponse.status(rejected.reason().status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(Map.of(
                        "type",
                        "about:blank",
                        "title",
                        "Callback not taken",
                        "status",
                        rejected.reason().status(),
                        "detail",
                        Objects.requireNonNullElse(rejected.getMessage(), ""),
                        "reason",
                        rejected.reason().code()));
    }
}
