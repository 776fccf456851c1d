package nightdesk.ingest.gateway;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Speaker;
import nightdesk.ingest.gateway.Fields.BadEntry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Wechaty's message payload as JSON: {@code id, talkerId, listenerId, roomId, text, timestamp, type}, with {@code self},
 * {@code talkerName}, {@code listenerName} and {@code roomTopic} where the bot adds them. Timestamps are seconds or
 * milliseconds, depending on the puppet. The account's own words are staff's.
 */
final class WechatyFormat implements GatewayFormat {
    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("0", new Kind("unknown", "[未知消息]")),
            Map.entry("1", new Kind("file", "[文件]")),
            Map.entry("2", new Kind("voice", "[语音]")),
            Map.entry("3", new Kind("business_card", "[名片]")),
            Map.entry("4", new Kind("merged_msg", "[聊天记录]")),
            Map.entry("5", new Kind("emotion", "[表情]")),
            Map.entry("6", new Kind("image", "[图片]")),
            Map.entry("7", new Kind(ChatMessage.TEXT, "")),
            Map.entry("8", new Kind("location", "[位置]")),
            Map.entry("9", new Kind("miniprogram", "[小程序]")),
            Map.entry("10", new Kind(ChatMessage.EVENT, "[群公告]")),
            Map.entry("11", new Kind("transfer", "[转账]")),
            Map.entry("12", new Kind("redpacket", "[红包]")),
            Map.entry("13", new Kind("recalled", "撤回了一条消息")),
            Map.entry("14", new Kind("link", "[链接]")),
            Map.entry("15", new Kind("video", "[视频]")),
            Map.entry("16", new Kind("post", "[动态]")),
            Map.entry("18", new Kind(ChatMessage.EVENT, "[系统消息]")));

    private final Clock clock;

    WechatyFormat(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "wechaty";
    }

    @Override
    public Delivery read(Gateway gateway, byte[] body, @Nullable String contentType) {
        return PlainFormat.readAll(
                Fields.json(body), "messages", (entry, delivery) -> message(gateway, entry, delivery));
    }

    private void message(Gateway gateway, JsonNode outer, Delivery delivery) {
        JsonNode entry = outer.path("payload").isObject() ? outer.path("payload") : outer;
        Instant now = Instant.now(clock);
        Kind kind = kind(entry.path("type"));
        String talker = either(entry, "talkerId", "fromId");
        String room = Fields.optionalId(entry, "roomId");
        boolean self = entry.path("self").asBoolean(false) || talker.equals(gateway.owner());
        String words = Fields.text(entry, "text");
        Spoken spoken = new Spoken(
                id(entry, kind, words),
                room == null ? peer(entry, talker, self) : room,
                room != null,
                Fields.name(entry, room != null ? "roomTopic" : self ? "listenerName" : "talkerName"),
                speaker(kind, self),
                talker,
                Fields.name(entry, "talkerName"),
                kind.type(),
                text(entry, kind, words),
                Fields.time(entry, "timestamp", now),
                kind.type().equals(ChatMessage.TEXT) ? null : entry.toString());
        delivery.message(spoken.message(gateway, now), room != null);
    }

    /** A recall names the message it takes back in its text. */
    private static String id(JsonNode entry, Kind kind, String words) {
        String id = Fields.id(entry, "id");
        return kind.type().equals("recalled") && !words.isBlank() ? words.strip() : id;
    }

    private static Speaker speaker(Kind kind, boolean self) {
        if (kind.type().equals(ChatMessage.EVENT)) {
            return Speaker.SYSTEM;
        }
        return self ? Speaker.STAFF : Speaker.PATIENT;
    }

    private static String text(JsonNode entry, Kind kind, String words) {
        if (kind.type().equals(ChatMessage.TEXT)) {
            if (words.isBlank()) {
                throw new BadEntry("text：缺少，type 为 7（文本）时必填");
            }
            return words;
        }
        if (kind.type().equals(ChatMessage.EVENT) && !words.isBlank()) {
            return kind.line() + " " + words;
        }
        String file = Fields.name(entry, "filename");
        return file == null ? kind.line() : kind.line() + " " + file;
    }

    private static String peer(JsonNode entry, String talker, boolean self) {
        return self ? either(entry, "listenerId", "toId") : talker;
    }

    private static String either(JsonNode entry, String field, String older) {
        String id = Fields.optionalId(entry, field);
        return id == null && Fields.optionalId(entry, older) != null
                ? Fields.id(entry, older)
                : Fields.id(entry, field);
    }

    private static Kind kind(JsonNode type) {
        Kind kind = KINDS.get(type.asString(""));
        if (kind == null) {
            throw new BadEntry("type：应为 Wechaty 的消息类型编号（如 7 = 文本），收到的是 " + type.getNodeType());
        }
        return kind;
    }

    /** @param line what is shown where there are no words */
    private record Kind(String type, String line) {}
}
