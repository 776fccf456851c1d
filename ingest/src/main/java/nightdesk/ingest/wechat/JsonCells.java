package nightdesk.ingest.wechat;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the fields of a message, however an exporter writes numbers and truth. */
final class JsonCells {
    private JsonCells() {}

    /** Returns a text, a number of any length as text, empty when there is none. */
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? Wording.clean(value.asString()) : "";
    }

    /** Returns the first of these fields that is not blank. */
    static String first(JsonNode node, String... fields) {
        for (String field : fields) {
            String text = text(node, field).strip();
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    /** Returns a whole number, 0 when there is none. */
    static long number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.asLong(0);
        }
        String text = text(node, field).strip();
        if (!text.matches("\\d{1,18}")) {
            throw new BadLine(field + "：遇到 " + BadLine.shown(Wording.storable(value.toString())) + "，应为数字");
        }
        return Long.parseLong(text);
    }

    /** Returns whether a field says yes: {@code true}, 1, {@code "1"}; null when it says nothing. */
    static @Nullable Boolean truth(JsonNode node, String field) {
        return switch (text(node, field).strip()) {
            case "true", "1" -> Boolean.TRUE;
            case "false", "0" -> Boolean.FALSE;
            default -> null;
        };
    }

    static void mustBeObject(JsonNode node) {
        if (!node.isObject()) {
            throw new BadLine("遇到的不是一条消息，应为带时间和内容的对象");
        }
    }
}
