package nightdesk.ingest.standin;

import io.netty.channel.ChannelOption;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomStandIn;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.node.ObjectNode;

/** The stand-in over HTTP, on 127.0.0.1 only. */
public final class LoopbackWecom implements WecomStandIn {
    private static final Duration EMIT = Duration.ofSeconds(5);

    private final Credentials credentials;
    private final Platform platform;
    private final AccessTokens tokens;
    private final KfApi api;
    private final MediaApi media;
    private final ContactBook book;
    private final int pageSize;
    private final Faults faults;
    private final CallbackPush callbacks;
    private final Sinks.Many<Sent> sends = Sinks.many().replay().all();
    private @Nullable DisposableServer server;

    private LoopbackWecom(Config config) {
        this.credentials = Credentials.seeded(config.seed());
        List<String> openKfIds = config.openKfIds().isEmpty()
                ? List.of("wk" + Credentials.letters(new Random(config.seed() ^ 0xDE5CL), 30))
                : config.openKfIds();
        this.platform = new Platform(config.seed(), config.clock(), openKfIds);
        this.tokens = new AccessTokens(credentials, config.clock(), config.tokenLife(), config.seed());
        this.api = new KfApi(platform, tokens, config.pageSize());
        this.media = new MediaApi(config.seed(), config.clock());
        this.book = new ContactBook(config.seed(), config.clock());
        this.pageSize = config.pageSize();
        this.faults = new Faults(config.seed());
        this.callbacks = new CallbackPush(credentials, faults, config.callbackTimeout(), config.seed());
    }

    /** Binds the port; fails when it is taken. */
    public static Mono<WecomStandIn> start(Config config) {
        return Mono.defer(() -> new LoopbackWecom(config).bind(config.port()));
    }

    private Mono<WecomStandIn> bind(int port) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .handle(this::handle)
                .bind()
                .map(bound -> {
                    server = bound;
                    return this;
                });
    }

    @Override
    public URI url() {
        DisposableServer bound = server;
        if (bound == null) {
            throw new IllegalStateException("the stand-in is not bound yet");
        }
        return URI.create("http://127.0.0.1:" + bound.port());
    }

    @Override
    public WecomAccount account(String name) {
        return new WecomAccount(
                name,
                credentials.corpId(),
                credentials.agentId(),
                credentials.secret(),
                credentials.token(),
                credentials.encodingAesKey(),
                url(),
                true);
    }

    @Override
    public void pushTo(URI callback) {
        callbacks.to(callback);
    }

    @Override
    public Mono<Boolean> verifyCallback() {
        return callbacks.verify();
    }

    @Override
    public Customer customer(String externalUserId, String nickname) {
        return customer(platform.firstDesk(), externalUserId, nickname);
    }

    @Override
    public Customer customer(String openKfId, String externalUserId, String nickname) {
        platform.meet(openKfId, externalUserId, nickname);
        return new LoopbackCustomer(new Platform.Chat(openKfId, externalUserId), platform, callbacks, sends.asFlux());
    }

    @Override
    public Contacts contacts() {
        return new LoopbackContacts(book, callbacks);
    }

    @Override
    public void desk(String openKfId, String name, boolean managed) {
        platform.desk(openKfId, name, managed);
    }

    @Override
    public Mono<Void> changesRights(List<String> added, List<String> removed) {
        return Mono.fromSupplier(() -> platform.rightsChange(added, removed)).flatMap(callbacks::push);
    }

    @Override
    public void servicer(String openKfId, String userId, boolean receiving) {
        platform.servicer(openKfId, userId, receiving);
    }

    @Override
    public void unionid(String externalUserId, String unionid) {
        platform.unionid(externalUserId, unionid);
    }

    @Override
    public List<Sent> sent() {
        return platform.sent();
    }

    @Override
    public Flux<Sent> sends() {
        return sends.asFlux();
    }

    @Override
    public void misbehave(Call call, Fault fault, int times) {
        faults.plan(call, fault, times);
    }

    @Override
    public void misbehaveAtRandom(Call call, Fault fault, double chance) {
        faults.atRandom(call, fault, chance);
    }

    @Override
    public void behave() {
        faults.clear();
    }

    @Override
    public void revokeTokens() {
        tokens.revoke();
    }

    @Override
    public Traffic traffic() {
        Map<Call, Long> requests = faults.counts().entrySet().stream()
                .filter(entry -> entry.getKey() != Call.CALLBACK)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        return new Traffic(
                requests, callbacks.pushed(), callbacks.acknowledged(), callbacks.retries(), callbacks.givenUp());
    }

    @Override
    public Mono<Void> stop() {
        return Mono.defer(() -> {
            DisposableServer bound = server;
            if (bound == null) {
                return callbacks.close();
            }
            bound.dispose();
            return bound.onDispose().then(callbacks.close());
        });
    }

    private Mono<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        Call kf = KfApi.call(request.fullPath());
        Call call = kf == null ? ContactApi.call(request.fullPath()) : kf;
        if (call == null) {
            return response.sendNotFound();
        }
        return request.receive()
                .aggregate()
                .asByteArray()
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> call == Call.MEDIA_GET || call == Call.MEDIA_UPLOAD
                        ? media(call, request, body, response)
                        : answer(call, request, new String(body, StandardCharsets.UTF_8), response));
    }

    private Mono<Void> media(Call call, HttpServerRequest request, byte[] body, HttpServerResponse response) {
        Fault fault = faults.next(call);
        if (fault instanceof Fault.Status status) {
            return response.status(status.status()).send().then();
        }
        if (fault instanceof Fault.Errcode errcode) {
            return write(response, KfApi.error(errcode.errcode(), "on demand"));
        }
        try {
            tokens.check(query(request).get("access_token"));
            return call == Call.MEDIA_GET
                    ? media.download(request, query(request), response, fault)
                    : write(response, media.upload(request, query(request), body));
        } catch (Refusal refusal) {
            return write(response, KfApi.error(refusal.errcode(), String.valueOf(refusal.getMessage())));
        }
    }

    private Mono<Void> answer(Call call, HttpServerRequest request, String body, HttpServerResponse response) {
        Fault fault = faults.next(call);
        if (fault instanceof Fault.Status status) {
            return response.status(status.status()).send().then();
        }
        if (fault instanceof Fault.Errcode errcode) {
            return write(response, KfApi.error(errcode.errcode(), "on demand"));
        }
        KfApi.Answer answer = ContactApi.serves(call)
                ? KfApi.Answer.of(contact(call, request, body))
                : api.answer(call, request.method().name(), query(request), body, fault);
        if (answer.sent() != null) {
            sends.emitNext(answer.sent(), Sinks.EmitFailureHandler.busyLooping(EMIT));
        }
        return reply(response, answer, fault).then(callbacks.push(answer.notices()));
    }

    private ObjectNode contact(Call call, HttpServerRequest request, String body) {
        try {
            tokens.check(query(request).get("access_token"));
            synchronized (book) {
                return new ContactApi(book, pageSize)
                        .answer(call, request.method().name(), query(request), body);
            }
        } catch (Refusal refusal) {
            return KfApi.error(refusal.errcode(), String.valueOf(refusal.getMessage()));
        }
    }

    private static Mono<Void> reply(HttpServerResponse response, KfApi.Answer answer, @Nullable Fault fault) {
        if (fault instanceof Fault.AnswerLost) {
            return reset(response);
        }
        if (fault instanceof Fault.Slow slow) {
            return Mono.delay(slow.by()).then(write(response, answer.json()));
        }
        return write(response, answer.json());
    }

    static Mono<Void> reset(HttpServerResponse response) {
        response.withConnection(connection -> {
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            connection.dispose();
        });
        return Mono.empty();
    }

    private static Mono<Void> write(HttpServerResponse response, ObjectNode json) {
        return response.header("Content-Type", "application/json; charset=UTF-8")
                .sendString(Mono.just(json.toString()))
                .then();
    }

    @Override
    public String medium(String fileName, String contentType, byte[] content) {
        return media.keep(fileName, contentType, content);
    }

    private static Map<String, String> query(HttpServerRequest request) {
        return UriComponentsBuilder.fromUriString(request.uri())
                .build()
                .getQueryParams()
                .toSingleValueMap();
    }
}
