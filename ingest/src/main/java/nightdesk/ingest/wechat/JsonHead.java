package nightdesk.ingest.wechat;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What stands before the messages of a JSON export: whose chat it is, who takes part.
 *
 * @param node the document without its messages; missing for a bare list, for one object per line, and when damaged
 * @param first the first message, missing when there is none
 * @param text of the document up to and with the bracket that opens the messages
 * @param sample the beginning of the messages
 * @param firstField the name of the first field of a message, by which one is recognised after a broken one
 */
record JsonHead(JsonNode node, JsonNode first, String text, String firstField, String sample) {
    private static final int LONGEST = 8 << 20;
    private static final int BEYOND = 1 << 16;
    private static final Pattern OBJECT = Pattern.compile("\\{\\s*\"([A-Za-z_]{1,40})\"\\s*:");
    private static final Pattern MESSAGES = Pattern.compile("\\G\"messages\"\\s*:\\s*\\[");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static boolean isJson(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    static JsonHead of(ExportFile file) throws IOException {
        StringBuilder read = new StringBuilder();
        try (Reader in = file.characters(file.open(), Position.START)) {
            int opened = -1;
            while (opened < 0 && more(in, read)) {
                opened = opened(read);
            }
            while (read.length() < Math.max(0, opened) + BEYOND && more(in, read)) {
                // the first message follows the head
            }
            return of(read.toString(), Math.max(0, opened));
        }
    }

    private static boolean more(Reader in, StringBuilder read) throws IOException {
        char[] chunk = new char[1 << 16];
        int n = read.length() >= LONGEST ? -1 : in.read(chunk);
        read.append(chunk, 0, Math.max(0, n));
        return n > 0;
    }

    private static JsonHead of(String read, int opened) {
        String head = read.substring(0, opened);
        String rest = read.substring(opened);
        Matcher matcher = OBJECT.matcher(rest);
        String firstField = matcher.find() ? matcher.group(1) : "id";
        return new JsonHead(head.isEmpty() ? missing() : parsed(head + "]}"), first(rest), head, firstField, rest);
    }

    private static JsonNode first(String rest) {
        int brace = rest.indexOf('{');
        if (brace < 0) {
            return missing();
        }
        try (var parser = MAPPER.createParser(rest.substring(brace))) {
            return Optional.<JsonNode>ofNullable(MAPPER.readTree(parser)).orElse(missing());
        } catch (JacksonException e) {
            return missing();
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            return missing();
        }
    }

    private static JsonNode missing() {
        return MissingNode.getInstance();
    }

    /** Returns where the messages of a document begin; 0 for a bare list or lines of objects; -1 when more has to be read. */
    private static int opened(CharSequence text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[' && depth == 0) {
                return 0;
            }
            if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
                if (depth == 0) {
                    return 0;
                }
            } else if (c == '"') {
                Matcher messages = MESSAGES.matcher(text);
                if (depth == 1 && messages.region(i, text.length()).lookingAt()) {
                    return messages.end();
                }
                i = closingQuote(text, i + 1);
            }
        }
        return -1;
    }

    private static int closingQuote(CharSequence text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    /** Returns a text within the document, e.g. {@code session}, {@code wxid}; empty when there is none. */
    String at(String object, String field) {
        return JsonCells.text(node.path(object), field);
    }

    String at(String field) {
        return JsonCells.text(node, field);
    }

    boolean isDocument() {
        return !text.isEmpty();
    }

    boolean messagesHave(String... fields) {
        for (String field : fields) {
            // The first message may be the broken one.
            if (!first.has(field) && !(first.isMissingNode() && sample.contains("\"" + field + "\""))) {
                return false;
            }
        }
        return true;
    }
}
