package nightdesk.ingest.kf;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Counters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.FailureText;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Speaker;
import nightdesk.ingest.Topics;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.Welcome;
import nightdesk.ingest.wecom.WecomApi;
import nightdesk.ingest.wecom.WecomFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends a welcome with the code of an arrival ({@code kf/send_msg_on_event}, WeCom document 95122). A code lives 20
 * seconds, so this happens while the page is kept and through no queue. It is noted before the call: one that was begun
 * is never begun again, as being greeted twice is worse than not at all.
 */
final class Greeter {
    private static final Logger log = LoggerFactory.getLogger(Greeter.class);
    private static final String SEND = "/cgi-bin/kf/send_msg_on_event";
    private static final Duration CODE_LIFE = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 8;
    private static final int REPEATED = 95033;
    private static final String COUNTER = "welcome";

    private final WecomApi api;
    private final KfCursorStore store;
    private final ObjectProvider<Welcome> welcomes;
    private final EventLog eventLog;
    private final Counters counters;
    private final Clock clock;

    Greeter(
            WecomApi api,
            KfCursorStore store,
            ObjectProvider<Welcome> welcomes,
            EventLog eventLog,
            Counters counters,
            Clock clock) {
        this.api = api;
        this.store = store;
        this.welcomes = welcomes;
        this.eventLog = eventLog;
        this.counters = counters;
        this.clock = clock;
    }

    /** Greets those who may be greeted; whatever goes wrong is counted and holds nothing up. */
    Mono<Void> greet(WecomAccount account, List<KfArrival> arrivals) {
        return Flux.fromIterable(arrivals)
                .filter(arrival -> !arrival.welcomeCode().isEmpty())
                .flatMap(arrival -> greet(account, arrival), AT_ONCE)
                .then();
    }

    private Mono<Void> greet(WecomAccount account, KfArrival arrival) {
        if (isLate(account, arrival)) {
            return counted("late");
        }
        Welcome.Arrival seen = new Welcome.Arrival(account.name(), arrival.openKfId(), arrival.scene(), arrival.at());
        Welcome welcome = welcomes.getIfAvailable();
        return Mono.justOrEmpty(welcome == null ? null : welcome.words(seen).orElse(null))
                .flatMap(words -> store.beginWelcome(arrival.eventId())
                        .filter(isFirst -> isFirst)
                        .flatMap(first -> send(account, arrival, words)))
                .onErrorResume(failure -> failed(arrival, failure));
    }

    /** The stand-in's clock is not ours: it refuses late codes itself. */
    private boolean isLate(WecomAccount account, KfArrival arrival) {
        return !account.simulated() && !clock.instant().isBefore(arrival.at().plus(CODE_LIFE));
    }

    private Mono<Void> send(WecomAccount account, KfArrival arrival, String words) {
        Map<String, Object> body = new HashMap<>();
        body.put("code", arrival.welcomeCode());
        body.put("msgid", msgid(arrival));
        body.put("msgtype", "text");
        body.put("text", Map.of("content", words));
        return api.post(account, SEND, body)
                .timeout(PATIENCE)
                .then()
                .onErrorResume(
                        WecomFailure.class,
                        failure -> failure.errcode() == REPEATED ? Mono.empty() : Mono.error(failure))
                .then(Mono.defer(() -> counted("sent")))
                .then(Mono.defer(() -> eventLog.append(record(account, arrival, words))));
    }

    private static String msgid(KfArrival arrival) {
        return "nw" + Ids.hash(arrival.eventId());
    }

    private Mono<Void> failed(KfArrival arrival, Throwable failure) {
        String why = failure instanceof WecomFailure refused ? "refused-" + refused.errcode() : "failed";
        log.warn("The welcome {} was not sent: {}", arrival.eventId(), FailureText.of(failure));
        return counted(why);
    }

    private Mono<Void> counted(String what) {
        return Mono.fromRunnable(() -> counters.increment(COUNTER, what));
    }

    private LogRecord record(WecomAccount account, KfArrival arrival, String words) {
        Instant at = account.simulated() ? arrival.at() : clock.instant();
        String conversation =
                Ids.conversation(Channel.WECOM_KF, account.name(), arrival.openKfId(), arrival.customer());
        ChatMessage message = new ChatMessage(
                Ids.message(Channel.WECOM_KF, account.name(), msgid(arrival)),
                Channel.WECOM_KF,
                account.name(),
                arrival.openKfId(),
                arrival.customer(),
                conversation,
                new Identity("external_userid", arrival.customer()),
                null,
                Speaker.AI,
                null,
                "自动欢迎语",
                ChatMessage.TEXT,
                words,
                at,
                at,
                "welcome",
                null);
        return new LogRecord(Topics.MESSAGE, conversation, Json.text(message));
    }
}
