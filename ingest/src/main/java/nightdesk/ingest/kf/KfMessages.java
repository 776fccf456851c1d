package nightdesk.ingest.kf;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
    private static final Map<String, String> PLACEHOLDERS = Map.ofEntries(
            Map.entry("image", "[图片]"),
            Map.entry("voice", "[语音]"),
            Map.entry("video", "[视频]"),
            Map.entry("file", "[文件]"),
            Map.entry("location", "[位置]"),
            Map.entry("link", "[链接]"),
            Map.entry("business_card", "[名片]"),
            Map.entry("miniprogram", "[小程序]"),
            Map.entry("msgmenu", "[菜单消息]"),
            Map.entry("channels_shop_product", "[视频号商品]"),
            Map.entry("channels_shop_order", "[视频号订单]"),
            Map.entry("merged_msg", "[聊天记录]"),
            Map.entry("channels", "[视频号]"),
            Map.entry("meeting", "[会议]"),
            Map.entry("calendar", "[日程]"),
            Map.entry("note", "[笔记]"));

    private final Clock clock;

    KfMessages(Clock clock) {
        this.clock = clock;
    }

    /** Returns the message, or empty when the record is about no customer. */
    Optional<ChatMessage> read(String account, String openKfId, JsonNode entry) {
        String customer = field(entry, "external_userid");
        if (customer.isEmpty()) {
            return Optional.empty();
        }
        String endpoint = field(entry, "open_kfid").isEmpty() ? openKfId : field(entry, "open_kfid");
        Speaker speaker = speaker(entry);
        String type = entry.path("msgtype").asString("unknown");
        boolean words = ChatMessage.TEXT.equals(type);
        Instant now = Instant.now(clock);
        return Optional.of(new ChatMessage(
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
                words ? entry.path("text").path("content").asString("") : readable(type, entry),
                sentAt(entry, now),
                now,
                "kf",
                words && entry.path("text").path("menu_id").isMissingNode() ? null : entry.toString()));
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

    private static Instant sentAt(JsonNode entry, Instant now) {
        long seconds = entry.path("send_time").asLong(0);
        return seconds <= 0 ? now : Instant.ofEpochSecond(seconds);
    }

    private static String readable(String type, JsonNode entry) {
        if (ChatMessage.EVENT.equals(type)) {
            return "[事件] " + entry.path("event").path("event_type").asString("unknown");
        }
        String placeholder = PLACEHOLDERS.getOrDefault(type, "[未知类型 " + type + "]");
        JsonNode body = entry.path(type);
        String detail = body.path("title").asString(body.path("name").asString(""));
        return detail.isEmpty() ? placeholder : placeholder + " " + detail;
    }
}
