package nightdesk.responder.night;

import java.util.ArrayList;
import java.util.List;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.EventLog.Subscription;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Recursion;
import nightdesk.ingest.Speaker;
import nightdesk.ingest.Stage;
import nightdesk.ingest.Topics;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomAccounts;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.delivery.DeliveryBook;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Stage {@code responder}: what is said at night, by patients and by staff, comes into the inbox. */
final class HearMessages implements Stage {
    private static final Subscription MESSAGES = new Subscription(Topics.MESSAGE, "responder", 500);

    private final EventLog log;
    private final InboxStore inbox;
    private final TakeBack takeBack;
    private final DeliveryBook deliveries;
    private final NightCalendar calendar;
    private final Bursts bursts;
    private final WecomAccounts accounts;

    HearMessages(
            EventLog log,
            InboxStore inbox,
            TakeBack takeBack,
            DeliveryBook deliveries,
            NightCalendar calendar,
            Bursts bursts,
            WecomAccounts accounts) {
        this.log = log;
        this.inbox = inbox;
        this.takeBack = takeBack;
        this.deliveries = deliveries;
        this.calendar = calendar;
        this.bursts = bursts;
        this.accounts = accounts;
    }

    @Override
    public String name() {
        return "responder";
    }

    @Override
    public String role() {
        return "responder";
    }

    @Override
    public Mono<Void> run() {
        return log.consume(MESSAGES, this::hear);
    }

    Mono<Void> hear(List<LogRecord> batch) {
        return Mono.fromCallable(Recursion.guarded(() -> ours(batch)))
                .flatMap(messages -> Mono.fromCallable(Recursion.guarded(() -> atNight(messages)))
                        .flatMap(inbox::keep)
                        .then(Mono.defer(() -> takeBack(messages)))
                        .then(Mono.defer(() -> followEvents(messages))));
    }

    private static List<ChatMessage> ours(List<LogRecord> batch) {
        return batch.stream()
                .map(entry -> Json.read(entry.value(), ChatMessage.class))
                .filter(HearMessages::isOurs)
                .toList();
    }

    private static boolean isOurs(ChatMessage message) {
        return message.channel() == Channel.WECOM_KF && message.speaker() != Speaker.AI;
    }

    private List<Heard> atNight(List<ChatMessage> messages) {
        List<Heard> heard = new ArrayList<>();
        for (ChatMessage message :
                messages.stream().filter(one -> !one.isRecalled()).toList()) {
            calendar.night(message.sentAt()).ifPresent(night -> heard.add(heard(message, night)));
        }
        return heard;
    }

    private Heard heard(ChatMessage message, NightCalendar.Night night) {
        Turn.From from = from(message);
        Turn turn = Turn.of(from, message.messageId(), message.sentAt(), type(message), message.text());
        boolean simulated =
                accounts.find(message.account()).filter(WecomAccount::simulated).isPresent();
        return new Heard(
                message, type(message), night.date(), from, simulated ? bursts.quiet() : bursts.quietAfter(turn));
    }

    private static String type(ChatMessage message) {
        return SessionNews.of(message) == SessionNews.HANDED_BACK ? Turn.HANDED_BACK : message.type();
    }

    private static Turn.From from(ChatMessage message) {
        if (ChatMessage.EVENT.equals(message.type())) {
            return SessionNews.of(message) == SessionNews.TAKEN ? Turn.From.STAFF : Turn.From.EVENT;
        }
        return switch (message.speaker()) {
            case PATIENT -> Turn.From.PATIENT;
            case STAFF -> Turn.From.STAFF;
            case AI, SYSTEM -> Turn.From.EVENT;
        };
    }

    private Mono<Void> takeBack(List<ChatMessage> messages) {
        return Flux.fromIterable(messages)
                .filter(ChatMessage::isRecalled)
                .concatMap(takeBack::of)
                .then();
    }

    private Mono<Void> followEvents(List<ChatMessage> messages) {
        return Flux.fromIterable(messages)
                .filter(message -> ChatMessage.EVENT.equals(message.type()) && message.raw() != null)
                .concatMap(this::follow)
                .then();
    }

    private Mono<Void> follow(ChatMessage message) {
        JsonNode event =
                Json.read(String.valueOf(message.raw()), JsonNode.class).path("event");
        return switch (event.path("event_type").asString("")) {
            case "msg_send_fail" ->
                deliveries.undelivered(
                        event.path("fail_msgid").asString(""),
                        event.path("fail_type").asString("0"));
            default -> Mono.empty();
        };
    }
}
