package nightdesk.ingest.wechat;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The objects of a JSON array (or of one object per line), one by one, whatever the size of the file, that finds its way
 * back after a broken one.
 *
 * <p>This class finds where an object ends; Jackson reads it. Within sound JSON a quote inside a text is escaped, so
 * an opening brace with the first field's name after a comma can only be the start of a record: there reading goes on.
 */
final class JsonObjects implements Closeable {
    /** The longest object that is read, in characters. */
    static final int LIMIT = 1 << 19;

    private static final int CHUNK = 1 << 16;
    private static final int LOOK_AHEAD = 64;
    private static final String BETWEEN = "两条消息之间遇到别的内容";
    private static final Pattern NOTHING = Pattern.compile("[\\[\\],\\s}]*");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private final Reader in;
    private final String firstField;
    private char[] buffer = new char[CHUNK];
    private int start;
    private int end;
    private long before;
    private boolean exhausted;
    private long number;

    /**
     * @param firstField the name of the first field of each object, by which one is recognised after a broken one
     * @param before how many characters were read before
     * @param number how many objects were read before
     */
    JsonObjects(Reader in, String firstField, long before, long number) {
        this.in = in;
        this.firstField = firstField;
        this.before = before;
        this.number = number;
    }

    /** Returns at which character the next object begins, or what stands before it. */
    long offset() {
        return before + start;
    }

    /** Returns how many objects were read. */
    long number() {
        return number;
    }

    /** What was read. */
    sealed interface Read {
        long number();
    }

    /**
     * @param number which object of the file it is, from 1
     */
    record Found(long number, JsonNode node, String raw) implements Read {}

    /** An object, or what stands between two, that does not hold. */
    record Broken(long number, String reason, String raw) implements Read {}

    /** Returns the next object, or null at the end. */
    @Nullable Read next() throws IOException {
        skipBetween();
        if (start == end) {
            return null;
        }
        number++;
        if (buffer[start] == ']') {
            return closing();
        }
        if (buffer[start] != '{') {
            return broken(BETWEEN);
        }
        int last = new Scan().run();
        return last < 0 ? broken("遇到不是 JSON 或没有结尾的消息") : parsed(last);
    }

    /** The list ends here, unless a message follows after all; then what stands between is told. */
    private @Nullable Read closing() throws IOException {
        Broken rest = broken(BETWEEN);
        boolean last = start == end;
        if (NOTHING.matcher(rest.raw()).matches() || (last && isTail(rest.raw()))) {
            number--;
            return last ? null : next();
        }
        return rest;
    }

    /** What may follow the list in a document: the rest of its fields. */
    private static boolean isTail(String raw) {
        if (raw.length() >= Entry.RAW_LIMIT) {
            return true;
        }
        try {
            MAPPER.readTree("{\"list\":[" + raw);
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    private Read parsed(int last) throws IOException {
        String raw = new String(buffer, start, last + 1 - start);
        try {
            JsonNode node = MAPPER.readTree(raw);
            start = last + 1;
            return new Found(number, node, raw);
        } catch (JacksonException e) {
            return broken("遇到不是 JSON 的消息");
        }
    }

    /** Takes everything up to the next start of a record. */
    private Broken broken(String reason) throws IOException {
        StringBuilder raw = new StringBuilder();
        int i = start + 1;
        while (true) {
            while (i < end && !(buffer[i] == '{' && isRecordStart(i))) {
                i++;
            }
            if (i < end || !more()) {
                break;
            }
            if (end - start > CHUNK) {
                i = letGo(raw, i);
            }
        }
        keep(raw, Math.min(i, end));
        start = Math.min(i, end);
        return new Broken(number, "第 " + number + " 条消息：" + reason, raw.toString());
    }

    /** Drops what was looked through but for the last characters, which a start may still need. */
    private int letGo(StringBuilder raw, int i) {
        int upTo = Math.max(start, i - LOOK_AHEAD);
        keep(raw, upTo);
        start = upTo;
        compact();
        return i - upTo;
    }

    private void compact() {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        before += start;
        end -= start;
        start = 0;
    }

    private void keep(StringBuilder raw, int upTo) {
        int room = Math.min(upTo - start, Entry.RAW_LIMIT - raw.length());
        if (room > 0) {
            raw.append(buffer, start, room);
        }
    }

    /** Looks for a brace and the first field, after a comma, the end of an object or the start of the list. */
    private boolean isRecordStart(int at) throws IOException {
        int before = at - 1;
        while (before >= start && Character.isWhitespace(buffer[before])) {
            before--;
        }
        if (before >= start && buffer[before] != ',' && buffer[before] != '}' && buffer[before] != '[') {
            return false;
        }
        int i = afterSpaces(at + 1);
        if (i < 0 || buffer[i] != '"' || !matches(i + 1)) {
            return false;
        }
        int colon = afterSpaces(i + firstField.length() + 2);
        return colon >= 0 && buffer[colon] == ':';
    }

    private boolean matches(int at) throws IOException {
        while (at + firstField.length() + 1 > end) {
            if (!more()) {
                return false;
            }
        }
        for (int i = 0; i < firstField.length(); i++) {
            if (buffer[at + i] != firstField.charAt(i)) {
                return false;
            }
        }
        return buffer[at + firstField.length()] == '"';
    }

    private int afterSpaces(int from) throws IOException {
        int i = from;
        while (i - from < LOOK_AHEAD) {
            if (!holds(i)) {
                return -1;
            }
            if (!Character.isWhitespace(buffer[i])) {
                return i;
            }
            i++;
        }
        return -1;
    }

    private void skipBetween() throws IOException {
        while (start < end || refill()) {
            char c = buffer[start];
            if (c != ',' && c != '[' && !Character.isWhitespace(c)) {
                return;
            }
            start++;
        }
    }

    private boolean refill() throws IOException {
        before += end;
        start = 0;
        end = 0;
        return more();
    }

    private boolean holds(int i) throws IOException {
        while (i >= end) {
            if (!more()) {
                return false;
            }
        }
        return true;
    }

    /** Reads more behind what is held, so that positions stay valid. */
    private boolean more() throws IOException {
        if (exhausted) {
            return false;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int n = in.read(buffer, end, buffer.length - end);
        exhausted = n < 0;
        end += Math.max(0, n);
        return n > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Finds the last character of the object at {@code start}. */
    private final class Scan {
        private int depth;
        private boolean afterString;

        /** Returns where the object ends, -1 when it does not hold. */
        int run() throws IOException {
            if (start > buffer.length / 2) {
                compact();
            }
            for (int i = start; ; i++) {
                if (i - start > LIMIT || !holds(i)) {
                    return -1;
                }
                char c = buffer[i];
                if (Character.isWhitespace(c)) {
                    continue;
                }
                if (afterString && c != ',' && c != ':' && c != '}' && c != ']') {
                    return -1;
                }
                afterString = c == '"';
                if (afterString) {
                    i = closingQuote(i + 1);
                    if (i < 0) {
                        return -1;
                    }
                } else if (c == '{' || c == '[') {
                    depth++;
                } else if ((c == '}' || c == ']') && --depth == 0) {
                    return i;
                }
            }
        }

        private int closingQuote(int from) throws IOException {
            for (int i = from; ; i++) {
                if (i - start > LIMIT || !holds(i)) {
                    return -1;
                }
                if (buffer[i] == '"') {
                    return i;
                }
                i += buffer[i] == '\\' ? 1 : 0;
            }
        }
    }
}
