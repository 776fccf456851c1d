package nightdesk.ingest.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import nightdesk.ingest.ChannelActivity;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Counters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.FailureText;
import nightdesk.ingest.Groups;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Topics;
import nightdesk.ingest.signed.SignedWebhook;
import nightdesk.ingest.signed.WebhookRejected;
import nightdesk.ingest.signed.WebhookRejected.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * {@code POST /gateway/{source}}: signed, or with a token for those who cannot sign. Answered with 200 only after the log
 * has what was taken; entries that are no messages are named one by one and kept aside.
 */
final class GatewayEndpoint {
    private static final Logger log = LoggerFactory.getLogger(GatewayEndpoint.class);
    private static final int MAX_SIGNED = 4 << 20;
    private static final int MAX_FORM = 26 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Map<String, Gateway> gateways;
    private final Map<String, GatewayFormat> formats;
    private final SignedWebhook signatures;
    private final Groups groups;
    private final EventLog eventLog;
    private final GatewayStore store;
    private final Counters counters;
    private final KeepAttachments attachments;
    private final ChannelActivity activity;
    private final Clock clock;

    GatewayEndpoint(
            Map<String, Gateway> gateways,
            Map<String, GatewayFormat> formats,
            SignedWebhook signatures,
            Groups groups,
            EventLog eventLog,
            GatewayStore store,
            Counters counters,
            KeepAttachments attachments,
            ChannelActivity activity,
            Clock clock) {
        this.gateways = gateways;
        this.formats = formats;
        this.signatures = signatures;
        this.groups = groups;
        this.eventLog = eventLog;
        this.store = store;
        this.counters = counters;
        this.attachments = attachments;
        this.activity = activity;
        this.clock = clock;
    }

    Mono<ServerResponse> receive(ServerRequest request) {
        return Mono.defer(() -> take(request, gateway(request))).onErrorResume(WebhookRejected.class, rejected -> {
            counters.increment("gateway.rejected", rejected.reason().code());
            return rejected.response();
        });
    }

    private Gateway gateway(ServerRequest request) {
        Gateway gateway = gateways.get(request.pathVariable("source"));
        if (gateway == null) {
            throw new WebhookRejected(Reason.UNKNOWN_SOURCE, "no gateway of this name is switched on");
        }
        return gateway;
    }

    private Mono<ServerResponse> take(ServerRequest request, Gateway gateway) {
        GatewayFormat format = Objects.requireNonNull(formats.get(gateway.format()), gateway.format());
        String type = request.headers().firstHeader("Content-Type");
        return body(request, gateway)
                .map(body -> format.read(gateway, body, type))
                .flatMap(delivery -> keep(gateway, delivery).thenReturn(delivery))
                .flatMap(delivery -> answer(gateway, format, delivery));
    }

    private Mono<byte[]> body(ServerRequest request, Gateway gateway) {
        if (gateway.signs()) {
            return signatures.body(request, gateway.secret(), MAX_SIGNED);
        }
        Map<String, String> path = request.pathVariables();
        String token = path.getOrDefault("token", request.queryParam("token").orElse(""));
        if (token.isEmpty()) {
            throw new WebhookRejected(Reason.UNSIGNED, "expected a token in the path or the query");
        }
        if (!SignedWebhook.same(gateway.token(), token)) {
            throw new WebhookRejected(Reason.SIGNATURE, "the token is not that of this gateway");
        }
        return SignedWebhook.bytes(request, MAX_FORM);
    }

    private Mono<Void> keep(Gateway gateway, Delivery delivery) {
        return append(delivery)
                .then(store.reject(gateway.name(), delivery.rejected()))
                .then(attachments.keep(gateway, delivery.attachments()))
                .timeout(PATIENCE)
                .onErrorMap(failure -> {
                    log.warn("A delivery of gateway {} is refused: {}", gateway.name(), FailureText.of(failure));
                    return new WebhookRejected(
                            Reason.LOG_UNAVAILABLE, "the log did not acknowledge in time; send again");
                });
    }

    private Mono<Void> append(Delivery delivery) {
        List<ChatMessage> inGroups = delivery.inGroups();
        return (inGroups.isEmpty() ? Mono.just(inGroups) : groups.arrive(inGroups))
                .map(decided -> Stream.concat(delivery.messages().stream(), decided.stream())
                        .map(message -> new LogRecord(Topics.MESSAGE, message.conversationId(), Json.text(message)))
                        .toList())
                .flatMap(records -> records.isEmpty() ? Mono.empty() : eventLog.append(records));
    }

    private Mono<ServerResponse> answer(Gateway gateway, GatewayFormat format, Delivery delivery) {
        counters.add("gateway.accepted", gateway.name(), delivery.accepted());
        counters.add("gateway.bad-entries", gateway.name(), delivery.rejected().size());
        delivery.ignored().forEach(reason -> counters.increment("gateway.ignored", reason));
        boolean nothingGood = delivery.accepted() == 0 && !delivery.rejected().isEmpty();
        if (delivery.accepted() > 0) {
            activity.message(gateway.name(), Instant.now(clock));
        }
        return ServerResponse.status(nothingGood ? 400 : 200)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(format.answersAsBot() ? botAnswer(delivery) : told(delivery));
    }

    private static Map<String, Object> botAnswer(Delivery delivery) {
        return delivery.rejected().isEmpty()
                ? Map.of("success", true)
                : Map.of(
                        "success",
                        false,
                        "message",
                        delivery.rejected().getFirst().reason());
    }

    private static Map<String, Object> told(Delivery delivery) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("accepted", delivery.accepted());
        answer.put("ignored", delivery.ignored().size());
        answer.put(
                "rejected",
                delivery.rejected().stream()
                        .map(one -> Map.of(
                                "index",
                                one.index(),
                                "id",
                                Objects.requireNonNullElse(one.id(), ""),
                                "reason",
                                one.reason()))
                        .toList());
        return answer;
    }
}
