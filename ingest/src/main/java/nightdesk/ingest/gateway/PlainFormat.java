package nightdesk.ingest.gateway;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Speaker;
import nightdesk.ingest.gateway.Delivery.Attachment;
import nightdesk.ingest.gateway.Fields.BadEntry;
import nightdesk.ingest.signed.WebhookRejected;
import nightdesk.ingest.signed.WebhookRejected.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Our own form: one message, or up to 500, each with an id of the sender's (docs/channels/gateway.md). */
final class PlainFormat implements GatewayFormat {
    static final int MOST = 500;
    private static final Set<String> MEDIA = Set.of("image", "voice", "video", "file");
    private static final Map<String, String> LINES = Map.of(
            "image", "[图片]",
            "voice", "[语音]",
            "video", "[视频]",
            "file", "[文件]",
            "link", "[链接]",
            "location", "[位置]",
            "miniprogram", "[小程序]");

    private final Clock clock;

    PlainFormat(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "nightdesk";
    }

    @Override
    public Delivery read(Gateway gateway, byte[] body, @Nullable String contentType) {
        return readAll(Fields.json(body), "messages", (entry, delivery) -> message(gateway, entry, delivery));
    }

    /** Reads one object, an array, or an object with an array of this name. */
    static Delivery readAll(JsonNode body, String field, EntryReader reader) {
        JsonNode entries = body.isArray() ? body : body.path(field).isArray() ? body.path(field) : null;
        if (entries == null && !body.isObject()) {
            throw new WebhookRejected(Reason.BODY, "expected a JSON object or array, met " + body.getNodeType());
        }
        Iterable<JsonNode> all = entries == null ? List.of(body) : entries;
        if (entries != null && entries.size() > MOST) {
            throw new WebhookRejected(Reason.BODY, "expected at most " + MOST + " messages, met " + entries.size());
        }
        Delivery delivery = new Delivery();
        int index = 0;
        for (JsonNode entry : all) {
            try {
                reader.read(entry, delivery);
            } catch (BadEntry bad) {
                delivery.reject(
                        index, entry.path("id").asString(""), String.valueOf(bad.getMessage()), entry.toString());
            }
            index++;
        }
        return delivery;
    }

    private void message(Gateway gateway, JsonNode entry, Delivery delivery) {
        Instant now = Instant.now(clock);
        JsonNode conversation = object(entry, "conversation");
        JsonNode speaker = object(entry, "speaker");
        String id = Fields.id(entry, "id");
        String recalls = Fields.optionalId(entry, "recalls");
        String type = type(entry, recalls);
        String text = text(entry, type);
        Speaker role = role(speaker);
        Spoken spoken = new Spoken(
                recalls == null ? id : recalls,
                Fields.id(conversation, "id"),
                conversation.path("group").asBoolean(false),
                Fields.name(conversation, "name"),
                role,
                Fields.optionalId(speaker, "id"),
                Fields.name(speaker, "name"),
                type,
                text,
                Fields.time(entry, "sentAt", now),
                recalls == null && type.equals(ChatMessage.TEXT) ? null : entry.toString());
        ChatMessage message = spoken.message(gateway, now);
        delivery.message(message, spoken.group());
        String url = entry.path("media").path("url").asString("");
        if (MEDIA.contains(type) && !url.isEmpty()) {
            delivery.attachment(new Attachment(
                    message.messageId(), type, Fields.name(entry.path("media"), "name"), url, List.of()));
        }
    }

    private static JsonNode object(JsonNode entry, String field) {
        JsonNode value = entry.path(field);
        if (!value.isObject()) {
            throw new BadEntry(field + "：应为对象，收到的是 " + value.getNodeType());
        }
        return value;
    }

    private static String type(JsonNode entry, @Nullable String recalls) {
        if (recalls != null) {
            return "recalled";
        }
        String type = entry.path("type").asString(ChatMessage.TEXT).toLowerCase(Locale.ROOT);
        if (!type.matches("[a-z][a-z0-9_]{0,39}") || type.equals("recalled")) {
            throw new BadEntry("type：应为小写英文，如 text、image、voice、video、file、link");
        }
        return type;
    }

    private static String text(JsonNode entry, String type) {
        String text = Fields.text(entry, "text");
        if (type.equals("recalled")) {
            return "撤回了一条消息";
        }
        if (!text.isBlank()) {
            return text;
        }
        if (type.equals(ChatMessage.TEXT)) {
            throw new BadEntry("text：缺少，type 为 text 时必填");
        }
        return LINES.getOrDefault(type, "[" + type + "]");
    }

    private static Speaker role(JsonNode speaker) {
        return switch (speaker.path("role").asString("")) {
            case "patient" -> Speaker.PATIENT;
            case "staff" -> Speaker.STAFF;
            case "robot", "system" -> Speaker.SYSTEM;
            default -> throw new BadEntry("speaker.role：应为 patient、staff、robot 或 system");
        };
    }

    /** Reads one entry into a delivery. */
    interface EntryReader {
        void read(JsonNode entry, Delivery delivery);
    }
}
