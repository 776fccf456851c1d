package nightdesk.ingest.standin;

import io.netty.buffer.Unpooled;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import nightdesk.ingest.WecomStandIn.Call;
import nightdesk.ingest.WecomStandIn.Fault;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.retry.Retry;

/** Pushes encrypted callbacks: five seconds for an answer, three more tries, then it is gone (document 90930). */
final class CallbackPush {
    private static final int RETRIES = 3;
    private static final Duration HANDSHAKE = Duration.ofSeconds(1);

    private final Credentials credentials;
    private final Seal seal;
    private final Faults faults;
    private final HttpClient client;
    private final ConnectionProvider connections;
    private final long seed;
    private final List<Platform.Notice> heldBack = new ArrayList<>();
    private final AtomicLong pushed = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong givenUp = new AtomicLong();
    private volatile @Nullable URI target;

    CallbackPush(Credentials credentials, Faults faults, Duration timeout, long seed) {
        this.credentials = credentials;
        this.seal = new Seal(credentials.token(), credentials.encodingAesKey(), credentials.corpId());
        this.faults = faults;
        this.seed = seed;
        this.connections = ConnectionProvider.builder("wecom-stand-in")
                .maxConnections(64)
                .pendingAcquireMaxCount(-1)
                .build();
        this.client = HttpClient.create(connections).responseTimeout(timeout);
    }

    void to(URI callback) {
        target = callback;
    }

    /** Pushes one after another; completes when each was acknowledged, given up or lost on purpose. */
    Mono<Void> push(List<Platform.Notice> notices) {
        return Flux.fromIterable(notices).concatMap(this::push).then();
    }

    Mono<Void> push(Platform.Notice notice) {
        return Mono.defer(() -> {
            URI callback = target;
            if (callback == null) {
                return Mono.empty();
            }
            pushed.incrementAndGet();
            return Flux.fromIterable(due(notice))
                    .concatMap(each -> deliver(callback, each))
                    .then();
        });
    }

    Mono<Boolean> verify() {
        return Mono.defer(() -> {
            URI callback = target;
            if (callback == null) {
                return Mono.just(false);
            }
            Random random = new Random(seed ^ 0xEC0L);
            String echo = Long.toUnsignedString(random.nextLong());
            Sealed sealed = seal(random, echo, 1_700_000_000L);
            return client.get()
                    .uri(address(callback, sealed, sealed.encrypted()))
                    .responseSingle((response, body) -> body.asString()
                            .defaultIfEmpty("")
                            .map(text -> response.status().code() == 200 && text.equals(echo)))
                    .timeout(HANDSHAKE)
                    .onErrorReturn(false);
        });
    }

    long pushed() {
        return pushed.get();
    }

    long acknowledged() {
        return acknowledged.get();
    }

    long retries() {
        return retries.get();
    }

    long givenUp() {
        return givenUp.get();
    }

    Mono<Void> close() {
        return connections.disposeLater();
    }

    private List<Platform.Notice> due(Platform.Notice notice) {
        Fault fault = faults.next(Call.CALLBACK);
        if (fault instanceof Fault.Lost) {
            return List.of();
        }
        synchronized (heldBack) {
            if (fault instanceof Fault.OutOfOrder) {
                heldBack.add(notice);
                return List.of();
            }
            List<Platform.Notice> due = new ArrayList<>();
            due.add(notice);
            if (fault instanceof Fault.Twice) {
                due.add(notice);
            }
            due.addAll(heldBack);
            heldBack.clear();
            return due;
        }
    }

    private Mono<Void> deliver(URI callback, Platform.Notice notice) {
        AtomicLong attempt = new AtomicLong();
        return Mono.defer(() -> post(callback, notice, attempt.getAndIncrement()))
                .retryWhen(Retry.max(RETRIES).doBeforeRetry(signal -> retries.incrementAndGet()))
                .doOnSuccess(done -> acknowledged.incrementAndGet())
                .onErrorResume(failure -> {
                    givenUp.incrementAndGet();
                    return Mono.empty();
                });
    }

    private Mono<Void> post(URI callback, Platform.Notice notice, long attempt) {
        Random random = new Random(seed ^ (notice.number() * 4 + attempt) * 0x5DEECE66DL);
        Sealed sealed = seal(random, xml(notice), notice.at().getEpochSecond());
        byte[] body = ("<xml><ToUserName><![CDATA[" + credentials.corpId() + "]]></ToUserName><Encrypt><![CDATA["
                        + sealed.encrypted() + "]]></Encrypt></xml>")
                .getBytes(StandardCharsets.UTF_8);
        return client.headers(headers ->
                        headers.set("Content-Type", "text/xml; charset=UTF-8").set("Content-Length", body.length))
                .post()
                .uri(address(callback, sealed, null))
                .send(ByteBufFlux.fromInbound(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body))))
                .responseSingle((response, content) -> content.asString()
                        .defaultIfEmpty("")
                        .flatMap(text -> accepted(response.status().code())));
    }

    private static Mono<Void> accepted(int status) {
        return status == 200 ? Mono.empty() : Mono.error(new IllegalStateException("callback answered " + status));
    }

    private Sealed seal(Random random, String message, long timestamp) {
        byte[] bytes = new byte[Seal.RANDOM_BYTES];
        random.nextBytes(bytes);
        String nonce = Integer.toString(random.nextInt(Integer.MAX_VALUE));
        String encrypted = seal.encrypt(bytes, message);
        String time = Long.toString(timestamp);
        return new Sealed(seal.sign(time, nonce, encrypted), time, nonce, encrypted);
    }

    private static String address(URI callback, Sealed sealed, @Nullable String echo) {
        UriComponentsBuilder builder = UriComponentsBuilder.fromUri(callback)
                .queryParam("msg_signature", sealed.signature())
                .queryParam("timestamp", sealed.timestamp())
                .queryParam("nonce", sealed.nonce());
        return echo == null
                ? builder.toUriString()
                : builder.queryParam("echostr", "{echo}")
                        .encode()
                        .buildAndExpand(echo)
                        .toUriString();
    }

    private String xml(Platform.Notice notice) {
        String from = notice.more() == null ? "" : "<FromUserName><![CDATA[sys]]></FromUserName>";
        String fields = notice.more() == null
                ? "<Token><![CDATA[" + notice.token() + "]]></Token><OpenKfId><![CDATA[" + notice.openKfId()
                        + "]]></OpenKfId>"
                : notice.more();
        return "<xml><ToUserName><![CDATA[" + credentials.corpId() + "]]></ToUserName>" + from + "<CreateTime>"
                + notice.at().getEpochSecond() + "</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA["
                + notice.event() + "]]></Event>" + fields + "</xml>";
    }

    private record Sealed(String signature, String timestamp, String nonce, String encrypted) {}
}
