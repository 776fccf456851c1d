package nightdesk.ingest.kf;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Speaker;
import tools.jackson.databind.JsonNode;

/** Turns the records of {@code sync_msg} (WeCom document 94670) into messages; types it does not know stay as they are. */
final class KfMessages {
    private static final int ORIGIN_CUSTOMER = 3;
    private static final int ORIGIN_SERVICER = 5;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Clock clock;

    KfMessages(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns what a record says: one message; a recall also the mark that takes the place of what was taken back; nothing
     * when it is about no customer.
     */
    List<ChatMessage> read(String account, String openKfId, JsonNode entry) {
        if (customer(entry).isEmpty()) {
            return List.of();
        }
        KfEvent event = KfEvent.of(entry);
        ChatMessage message = message(account, openKfId, entry);
        String taken = event.text("recall_msgid");
        return event.isRecall() && !taken.isEmpty()
                ? List.of(message, mark(message, Ids.message(Channel.WECOM_KF, account, taken), event))
                : List.of(message);
    }

    private ChatMessage message(String account, String openKfId, JsonNode entry) {
        String customer = customer(entry);
        String endpoint = endpoint(entry, openKfId);
        Speaker speaker = speaker(entry);
        String type = entry.path("msgtype").asString("unknown");
        Instant now = Instant.now(clock);
        return new ChatMessage(
                Ids.message(Channel.WECOM_KF, account, key(entry)),
                Channel.WECOM_KF,
                account,
                endpoint,
                customer,
                Ids.conversation(Channel.WECOM_KF, account, endpoint, customer),
                new Identity("external_userid", customer),
                null,
                speaker,
                speaker == Speaker.STAFF ? entry.path("servicer_userid").asString("") : customer,
                null,
                type,
                ChatMessage.EVENT.equals(type) ? KfEvent.of(entry).line() : KfText.of(type, entry.path(type)),
                sentAt(entry, now),
                now,
                "kf",
                isPlain(type, entry) ? null : entry.toString());
    }

    private static boolean isPlain(String type, JsonNode entry) {
        return ChatMessage.TEXT.equals(type)
                && entry.path("text").path("menu_id").isMissingNode();
    }

    private ChatMessage mark(ChatMessage event, String messageId, KfEvent recall) {
        boolean byPatient = KfEvent.USER_RECALL.equals(recall.type());
        String who = byPatient ? "患者" : "员工" + recall.text("servicer_userid");
        return new ChatMessage(
                messageId,
                event.channel(),
                event.account(),
                event.endpoint(),
                event.peer(),
                event.conversationId(),
                event.identity(),
                event.patientName(),
                byPatient ? Speaker.PATIENT : Speaker.STAFF,
                byPatient ? event.peer() : recall.text("servicer_userid"),
                null,
                ChatMessage.RECALLED,
                "[已撤回] " + who + "于 " + TIME.format(event.sentAt().atZone(clock.getZone())) + " 撤回了这条消息",
                event.sentAt(),
                event.receivedAt(),
                event.source(),
                event.raw());
    }

    static String customer(JsonNode entry) {
        return field(entry, "external_userid");
    }

    static String endpoint(JsonNode entry, String openKfId) {
        return field(entry, "open_kfid").isEmpty() ? openKfId : field(entry, "open_kfid");
    }

    /** An event carries its ids inside its body. */
    private static String field(JsonNode entry, String name) {
        String top = entry.path(name).asString("");
        return top.isEmpty() ? entry.path("event").path(name).asString("") : top;
    }

    /** Returns what makes this record unique within the account: its msgid, or all of it where there is none. */
    static String key(JsonNode entry) {
        String msgid = entry.path("msgid").asString("");
        return msgid.isEmpty() ? Ids.hash(entry.toString()) : msgid;
    }

    private static Speaker speaker(JsonNode entry) {
        if (ChatMessage.EVENT.equals(entry.path("msgtype").asString(""))) {
            return Speaker.SYSTEM;
        }
        return switch (entry.path("origin").asInt(0)) {
            case ORIGIN_CUSTOMER -> Speaker.PATIENT;
            case ORIGIN_SERVICER -> Speaker.STAFF;
            default -> Speaker.SYSTEM;
        };
    }

    static Instant sentAt(JsonNode entry, Instant now) {
        long seconds = entry.path("send_time").asLong(0);
        return seconds <= 0 ? now : Instant.ofEpochSecond(seconds);
    }
}
