package nightdesk.ingest.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The readable line of each msgtype (WeCom document 91774). A body is not always under the key named like its type.
 */
final class ArchiveTexts {
    private static final String QUOTE = "这是一条引用/回复消息";
    private static final String QUOTE_ENGLISH = "This is a quote/reply";
    private static final String QUOTE_END = "------";

    private static final Map<String, String> BODY_KEYS = Map.of(
            "external_redpacket", "redpacket",
            "docmsg", "doc",
            "meeting_notification", "info",
            "markdown", "info",
            "news", "info",
            "voiptext", "info",
            "qydiskfile", "info");

    private static final Map<String, Function<JsonNode, String>> LINES = Map.ofEntries(
            Map.entry("image", body -> "[图片]"),
            Map.entry("voice", body -> "[语音]" + seconds(body, "play_length")),
            Map.entry("video", body -> "[视频]" + seconds(body, "play_length")),
            Map.entry("card", body -> line("[名片]", body, "corpname", "userid")),
            Map.entry("location", body -> line("[位置]", body, "title", "address")),
            Map.entry("emotion", body -> "[表情]"),
            Map.entry("file", body -> line("[文件]", body, "filename")),
            Map.entry("link", body -> line("[链接]", body, "title")),
            Map.entry("weapp", body -> line("[小程序]", body, "displayname", "title")),
            Map.entry("chatrecord", body -> line("[聊天记录]", body, "title")),
            Map.entry("todo", body -> line("[待办]", body, "title")),
            Map.entry("vote", body -> line("[投票]", body, "votetitle")),
            Map.entry("collect", body -> line("[填表]", body, "title")),
            Map.entry("redpacket", body -> line("[红包]", body, "wish")),
            Map.entry("external_redpacket", body -> line("[红包]", body, "wish")),
            Map.entry("meeting", body -> line("[会议]", body, "topic")),
            Map.entry("meeting_notification", body -> line("[会议通知]", body, "content")),
            Map.entry("docmsg", body -> line("[在线文档]", body, "title")),
            Map.entry("markdown", body -> line("[机器人消息]", body, "content")),
            Map.entry("news", body -> line("[图文]", body.path("item").path(0), "title")),
            Map.entry("calendar", body -> line("[日程]", body, "title")),
            Map.entry("meeting_voice_call", body -> "[会议录音]"),
            Map.entry("voip_doc_share", body -> line("[通话共享文档]", body, "filename")),
            Map.entry("sphfeed", body -> line("[视频号]", body, "sph_name", "feed_desc")),
            Map.entry("voiptext", ArchiveTexts::call),
            Map.entry("qydiskfile", body -> line("[微盘文件]", body, "filename")));

    private ArchiveTexts() {}

    /** Returns the body of a record. */
    static JsonNode body(JsonNode entry) {
        String type = entry.path("msgtype").asString("");
        JsonNode body = entry.path(BODY_KEYS.getOrDefault(type, type));
        return body.isMissingNode() ? entry.path(type) : body;
    }

    /** Returns type and text of a record; {@code text} where it holds the speaker's own words. */
    static Line of(JsonNode entry) {
        String type = entry.path("msgtype").asString("unknown");
        JsonNode body = body(entry);
        return switch (type) {
            case "text" ->
                new Line(ChatMessage.TEXT, ownWords(body.path("content").asString("")));
            case "mixed" -> mixed(body);
            default ->
                new Line(
                        type,
                        LINES.getOrDefault(type, any -> "[未知类型 " + type + "]").apply(body));
        };
    }

    /** A reply carries what it answers to, which somebody else said. */
    static String ownWords(String content) {
        if (!content.startsWith(QUOTE) && !content.startsWith(QUOTE_ENGLISH)) {
            return content;
        }
        int end = content.lastIndexOf("\n" + QUOTE_END);
        if (end < 0) {
            return content;
        }
        int line = content.indexOf('\n', end + 1);
        String reply = line < 0 ? "" : content.substring(line + 1).strip();
        return reply.isEmpty() ? content : reply;
    }

    /** Text with pictures in between is the speaker's words as soon as there is some text. */
    private static Line mixed(JsonNode body) {
        List<String> parts = new ArrayList<>();
        boolean words = false;
        for (JsonNode item : body.path("item")) {
            String type = item.path("type").asString("");
            JsonNode content = parsed(item.path("content"));
            String said = type.equals("text") ? content.path("content").asString("") : "";
            words |= !said.isBlank();
            parts.add(
                    said.isBlank()
                            ? LINES.getOrDefault(type, any -> "[" + type + "]").apply(content)
                            : said);
        }
        String text = parts.isEmpty() ? "[图文混排]" : String.join("\n", parts);
        return new Line(words ? ChatMessage.TEXT : "mixed", text);
    }

    /** The content of an item is JSON inside a text. */
    static JsonNode parsed(JsonNode content) {
        if (content.isObject()) {
            return content;
        }
        try {
            return Json.MAPPER.readTree(content.asString("{}"));
        } catch (JacksonException e) {
            return Json.MAPPER.createObjectNode();
        }
    }

    private static String call(JsonNode body) {
        boolean video = body.path("invitetype").asInt(0) % 2 == 1;
        return (video ? "[视频通话]" : "[语音通话]") + seconds(body, "callduration");
    }

    private static String seconds(JsonNode body, String field) {
        long seconds = body.path(field).asLong(0);
        return seconds <= 0 ? "" : " " + seconds + "秒";
    }

    private static String line(String placeholder, JsonNode body, String... fields) {
        StringBuilder line = new StringBuilder(placeholder);
        for (String field : fields) {
            String value = body.path(field).asString("");
            if (!value.isBlank()) {
                line.append(' ').append(value);
            }
        }
        return line.toString();
    }

    /**
     * @param type {@code text}, or the record's msgtype
     * @param text what is shown
     */
    record Line(String type, String text) {}
}
