package nightdesk.ingest.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Json;
import nightdesk.ingest.Speaker;
import nightdesk.ingest.gateway.Delivery.Attachment;
import nightdesk.ingest.gateway.Fields.BadEntry;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The form of wechatbot-webhook: multipart {@code type, content, source, isMentioned, isMsgFromSelf}. It has neither ids
 * nor times: a message is dated when it arrives, and the same words of the same person within three seconds are one
 * message delivered twice. Ids of the web protocol change with every login, so people are known by their names.
 */
final class WechatbotFormat implements GatewayFormat {
    private static final Duration SAME_DELIVERY = Duration.ofSeconds(3);
    private static final int REMEMBERED = 10_000;
    private static final String TEMPORARY = "@";
    private static final Set<String> PICTURES = Set.of("jpg", "jpeg", "png", "gif", "webp", "bmp");
    private static final Set<String> SOUNDS = Set.of("mp3", "amr", "silk", "sil", "wav", "m4a");
    private static final Set<String> FILMS = Set.of("mp4", "mov");
    private static final Map<String, String> LINES =
            Map.of("image", "[图片]", "voice", "[语音]", "video", "[视频]", "file", "[文件]");

    private final Clock clock;
    private final Map<String, Instant> recent = new LinkedHashMap<>();

    WechatbotFormat(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "wechatbot-webhook";
    }

    @Override
    public boolean answersAsBot() {
        return true;
    }

    @Override
    public Delivery read(Gateway gateway, byte[] body, @Nullable String contentType) {
        MultipartForm form = MultipartForm.of(body, contentType);
        Delivery delivery = new Delivery();
        String type = form.text("type");
        try {
            if (type.startsWith("system_event") || type.equals("friendship")) {
                delivery.ignore(type);
            } else {
                message(gateway, form, type, delivery);
            }
        } catch (BadEntry bad) {
            delivery.reject(0, null, String.valueOf(bad.getMessage()), raw(form));
        }
        return delivery;
    }

    private void message(Gateway gateway, MultipartForm form, String type, Delivery delivery) {
        JsonNode source = source(form.text("source"));
        boolean self = form.text("isMsgFromSelf").equals("1");
        Contact from = Contact.of(source.path("from"));
        Contact room = Contact.of(source.path("room"));
        Contact peer = room.isSomebody() ? room : self ? Contact.of(source.path("to")) : from;
        if (!peer.isSomebody()) {
            throw new BadEntry("source：应为含 from、to、room 的 JSON，且至少有一方的 id 或 name");
        }
        Kind kind = kind(form, type);
        Instant now = Instant.now(clock);
        Instant at = firstSeen(key(gateway, from, peer, form), now);
        ChatMessage message = new Spoken(
                        key(gateway, from, peer, form) + "/" + at.toEpochMilli(),
                        peer.stable(),
                        room.isSomebody(),
                        peer.name(),
                        self ? Speaker.STAFF : Speaker.PATIENT,
                        from.isSomebody() ? from.stable() : null,
                        from.name(),
                        kind.type(),
                        kind.text(),
                        at,
                        kind.type().equals(ChatMessage.TEXT) ? null : raw(form))
                .message(gateway, now);
        delivery.message(message, room.isSomebody());
        if (LINES.containsKey(kind.type())) {
            delivery.attachment(new Attachment(
                    message.messageId(), kind.type(), form.fileName("content"), null, List.of(form.bytes("content"))));
        }
    }

    private static JsonNode source(String text) {
        try {
            JsonNode source = Json.MAPPER.readTree(text);
            if (source.isObject()) {
                return source;
            }
        } catch (JacksonException e) {
            // said below
        }
        throw new BadEntry("source：应为 JSON 对象");
    }

    private static Kind kind(MultipartForm form, String type) {
        String name = form.fileName("content");
        if (type.equals("file") && name != null) {
            String kind = kindOf(name);
            return new Kind(kind, LINES.getOrDefault(kind, "[文件]") + " " + name);
        }
        String text = form.text("content");
        return switch (type) {
            case "text" -> {
                if (text.isBlank()) {
                    throw new BadEntry("content：缺少，type 为 text 时必填");
                }
                yield new Kind(ChatMessage.TEXT, text);
            }
            case "urlLink" -> new Kind("link", "[链接] " + title(text));
            case "unknown" -> new Kind("unknown", text.isBlank() ? "[未知消息]" : "[未知消息] " + text);
            default -> throw new BadEntry("type：应为 text、file、urlLink、unknown 或 system_event_…");
        };
    }

    private static String title(String json) {
        try {
            return Json.MAPPER.readTree(json).path("title").asString("");
        } catch (JacksonException e) {
            return "";
        }
    }

    private static String kindOf(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (PICTURES.contains(extension)) {
            return "image";
        }
        if (SOUNDS.contains(extension)) {
            return "voice";
        }
        return FILMS.contains(extension) ? "video" : "file";
    }

    private static String key(Gateway gateway, Contact from, Contact peer, MultipartForm form) {
        CRC32C bytes = new CRC32C();
        bytes.update(form.bytes("content"));
        return Ids.hash(
                gateway.name(),
                from.stable(),
                peer.stable(),
                form.text("type"),
                HexFormat.of().toHexDigits(bytes.getValue()),
                form.fileName("content") == null ? form.text("content") : "");
    }

    private synchronized Instant firstSeen(String key, Instant now) {
        Instant before = recent.remove(key);
        Instant first = before != null && before.plus(SAME_DELIVERY).isAfter(now) ? before : now;
        recent.put(key, first);
        while (recent.size() > REMEMBERED) {
            recent.remove(recent.keySet().iterator().next());
        }
        return first;
    }

    private static String raw(MultipartForm form) {
        return Json.text(Map.of(
                "type", form.text("type"),
                "content",
                        form.fileName("content") == null
                                ? form.text("content")
                                : String.valueOf(form.fileName("content")),
                "source", form.text("source"),
                "isMsgFromSelf", form.text("isMsgFromSelf")));
    }

    private record Kind(String type, String text) {}

    /** A person or a room as the web protocol shows it. */
    private record Contact(String id, @Nullable String name) {
        static Contact of(JsonNode node) {
            JsonNode payload = node.path("payload");
            String id = payload.path("id").asString(node.path("id").asString(""));
            String name = payload.path("topic").asString(payload.path("alias").asString(""));
            String shown = name.isBlank() ? payload.path("name").asString("") : name;
            return new Contact(id, shown.isBlank() ? null : shown);
        }

        boolean isSomebody() {
            return !id.isEmpty() || name != null;
        }

        /** What stays the same across logins. */
        String stable() {
            return name != null && (id.isEmpty() || id.startsWith(TEMPORARY)) ? name : id;
        }
    }
}
