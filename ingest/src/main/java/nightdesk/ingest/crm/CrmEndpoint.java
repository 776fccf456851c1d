package nightdesk.ingest.crm;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.Counters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.FailureText;
import nightdesk.ingest.PatientEvent;
import nightdesk.ingest.signed.SignedWebhook;
import nightdesk.ingest.signed.WebhookRejected;
import nightdesk.ingest.signed.WebhookRejected.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code POST /crm/{source}}: a signed batch of records, answered with 200 only after the log has all of them. */
final class CrmEndpoint {
    private static final Logger log = LoggerFactory.getLogger(CrmEndpoint.class);
    private static final int MAX_BODY = 2 << 20;
    private static final int SHOWN_PROBLEMS = 100;
    private static final Duration LOG_PATIENCE = Duration.ofSeconds(10);

    private final CrmSettings settings;
    private final SignedWebhook signed;
    private final EventLog eventLog;
    private final Counters counters;
    private final Clock clock;

    CrmEndpoint(CrmSettings settings, EventLog eventLog, Counters counters, Clock clock) {
        this.settings = settings;
        this.signed = new SignedWebhook(clock);
        this.eventLog = eventLog;
        this.counters = counters;
        this.clock = clock;
    }

    Mono<ServerResponse> receive(ServerRequest request) {
        String source = request.pathVariable("source");
        return Mono.fromCallable(() -> secret(source))
                .flatMap(secret -> signed.body(request, secret, MAX_BODY))
                .map(body -> CrmBatch.read(source, clock.getZone(), clock.instant(), body))
                .flatMap(batch -> batch.problems().isEmpty() ? take(source, batch.events()) : refuse(batch))
                .onErrorResume(WebhookRejected.class, rejected -> {
                    counters.increment("crm.rejected", rejected.reason().code());
                    return rejected.response();
                });
    }

    private String secret(String source) {
        return settings.secret(source)
                .orElseThrow(
                        () -> new WebhookRejected(Reason.UNKNOWN_SOURCE, "no CRM source of this name is switched on"));
    }

    private Mono<ServerResponse> take(String source, List<PatientEvent> events) {
        return eventLog.append(events.stream().map(PatientEvent::toRecord).toList())
                .timeout(LOG_PATIENCE)
                .onErrorMap(failure -> {
                    log.warn("A batch of {} is refused: {}", source, FailureText.of(failure));
                    return new WebhookRejected(
                            Reason.LOG_UNAVAILABLE, "the log did not acknowledge in time; send again");
                })
                .doOnSuccess(done -> counters.add("crm.accepted", source, events.size()))
                .then(Mono.defer(() -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(Map.of("accepted", events.size()))));
    }

    private Mono<ServerResponse> refuse(CrmBatch batch) {
        counters.increment("crm.rejected", Reason.BODY.code());
        return ServerResponse.badRequest()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(new Refusal(
                        "about:blank",
                        "整批未接收",
                        400,
                        "有 " + batch.problems().size() + " 处不符合要求，整批都没有接收；改正后原样重发即可，不会重复",
                        batch.problems().stream().limit(SHOWN_PROBLEMS).toList()));
    }

    /** A problem document with the places that are wrong. */
    record Refusal(String type, String title, int status, String detail, List<CrmBatch.Problem> errors) {}
}
