package nightdesk.ingest.kf;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One readable Chinese line for the body of each msgtype of {@code sync_msg} (WeCom document 94670). */
final class KfText {
    private static final int DEEPEST = 4;
    private static final int MOST_ITEMS = 200;
    private static final int LONGEST = 20_000;
    private static final Map<String, String> LABELS = Map.ofEntries(
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
    private static final Map<Integer, String> CHANNELS = Map.of(1, "[视频号动态]", 2, "[视频号直播]", 3, "[视频号名片]");

    private KfText() {}

    /** Returns what was said, or a line that says what was sent. */
    static String of(String type, JsonNode body) {
        String text = of(type, body, 0);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…（内容过长，已截断）";
    }

    private static String of(String type, JsonNode body, int depth) {
        return switch (type) {
            case "text" -> text(body, "content");
            case "location" -> line(label(type), text(body, "name"), bracketed(text(body, "address")));
            case "link" -> line(label(type), text(body, "title"), text(body, "desc"));
            case "business_card" -> line(label(type), text(body, "userid"));
            case "channels" ->
                line(
                        CHANNELS.getOrDefault(body.path("sub_type").asInt(0), label(type)),
                        text(body, "nickname"),
                        text(body, "title"));
            case "channels_shop_product" ->
                line(
                        label(type),
                        text(body, "title"),
                        price(text(body, "sales_price")),
                        bracketed(text(body, "shop_nickname")));
            case "channels_shop_order" ->
                line(
                        label(type),
                        text(body, "product_titles"),
                        text(body, "price_wording"),
                        text(body, "state"),
                        bracketed(text(body, "shop_nickname")));
            case "msgmenu" -> menu(body);
            case "merged_msg" -> merged(body, depth);
            default -> line(label(type), firstOf(body, "title", "name", "file_name"));
        };
    }

    private static String label(String type) {
        return LABELS.getOrDefault(type, "[未知类型 " + type + "]");
    }

    private static String menu(JsonNode body) {
        List<String> lines = new ArrayList<>();
        lines.add(line(label("msgmenu"), text(body, "head_content")));
        body.path("list").forEach(item -> lines.add("- " + choice(item)));
        lines.add(text(body, "tail_content"));
        return String.join(
                "\n", lines.stream().filter(entry -> !entry.isEmpty()).toList());
    }

    private static String choice(JsonNode item) {
        JsonNode content = item.path(text(item, "type"));
        return line(text(content, "content"), bracketed(text(content, "url")));
    }

    /** A forwarded chat: its title, then who said what. */
    private static String merged(JsonNode body, int depth) {
        List<String> lines = new ArrayList<>();
        lines.add(line(label("merged_msg"), text(body, "title")));
        JsonNode items = body.path("item");
        for (int i = 0; i < items.size() && i < MOST_ITEMS; i++) {
            lines.add(said(items.get(i), depth));
        }
        if (items.size() > MOST_ITEMS) {
            lines.add("…（还有 " + (items.size() - MOST_ITEMS) + " 条）");
        }
        return String.join("\n", lines);
    }

    private static String said(JsonNode item, int depth) {
        String who = text(item, "sender_name");
        return (who.isEmpty() ? "？" : who) + "：" + words(item, depth);
    }

    /** {@code msg_content} is JSON in a text; the documents' table and sample disagree about the other types. */
    private static String words(JsonNode item, int depth) {
        JsonNode content = item.path("msg_content");
        JsonNode inner = content.isString() ? parsed(content.asString("")) : content;
        if (!inner.isObject()) {
            return text(item, "msg_content");
        }
        String type = text(inner, "msgtype").isEmpty() ? text(item, "msgtype") : text(inner, "msgtype");
        return depth >= DEEPEST ? label(type) : of(type, inner.path(type), depth + 1);
    }

    private static JsonNode parsed(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JacksonException e) {
            return Json.MAPPER.missingNode();
        }
    }

    /** WeCom gives prices in fen. */
    private static String price(String fen) {
        return fen.matches("\\d{1,12}")
                ? "￥" + BigDecimal.valueOf(Long.parseLong(fen), 2).toPlainString()
                : fen;
    }

    private static String firstOf(JsonNode body, String... names) {
        for (String name : names) {
            if (!text(body, name).isEmpty()) {
                return text(body, name);
            }
        }
        return "";
    }

    static String bracketed(String text) {
        return text.isEmpty() ? "" : "（" + text + "）";
    }

    static String line(String... parts) {
        return String.join(
                " ", List.of(parts).stream().filter(part -> !part.isBlank()).toList());
    }

    /** Returns a field as text, whether it is one or a number. */
    static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isValueNode() && !value.isNull() ? value.asString("") : "";
    }
}
