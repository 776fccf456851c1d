package nightdesk.dashboard.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import nightdesk.ingest.Channel;
import nightdesk.ingest.Ids;
import nightdesk.ingest.WecomStandIn.Customer;
import nightdesk.responder.Paged;
import nightdesk.responder.Reply;
import nightdesk.responder.ReplyKind;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lives through one patient's script: writes a burst, waits for an answer where one is due, goes on. */
final class PatientAtNight {
    private static final String SERVICER = "sim_linxia";

    private final Customer customer;
    private final Duration patience;
    private Instant now;

    PatientAtNight(Customer customer, Instant start, Duration patience) {
        this.customer = customer;
        this.now = start;
        this.patience = patience;
    }

    /** Completes empty when every burst that expects an answer got one, else with the time of the one that did not. */
    Mono<Instant> livesThrough(List<List<Line>> bursts) {
        return Flux.fromIterable(bursts)
                .concatMap(this::burst)
                .then(Mono.<Instant>empty())
                .onErrorResume(TimeoutException.class, late -> Mono.just(now));
    }

    private Mono<Void> burst(List<Line> lines) {
        return Mono.defer(() -> {
            int heard = customer.heard().size();
            Mono<Void> said = Flux.fromIterable(lines).concatMap(this::line).then();
            return lines.getLast().expectsReply()
                    ? said.then(customer.hears(heard + 1).timeout(patience)).then()
                    : said;
        });
    }

    private Mono<String> line(Line line) {
        now = now.plus(line.after());
        return switch (line.from()) {
            case STAFF -> customer.servicerSays(SERVICER, line.text(), now);
            case PATIENT, PATIENT_CONTENT ->
                line.type().equals("text")
                        ? customer.says(line.text(), now)
                        : customer.sends(line.type(), Map.of("media_id", "simulated"), now);
        };
    }

    static String conversation(Customer customer) {
        return Ids.conversation(
                Channel.WECOM_KF, SimulateNight.ACCOUNT, customer.openKfId(), customer.externalUserId());
    }

    static Simulation.Outcome outcome(Paged<Reply> replies) {
        return new Simulation.Outcome(
                any(replies, ReplyKind.ANSWER), any(replies, ReplyKind.PROMISE), any(replies, ReplyKind.EMERGENCY));
    }

    private static boolean any(Paged<Reply> replies, ReplyKind kind) {
        return replies.items().stream().anyMatch(reply -> reply.kind() == kind);
    }
}
