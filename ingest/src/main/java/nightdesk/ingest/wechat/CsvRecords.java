package nightdesk.ingest.wechat;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file as RFC 4180 defines them, read one by one, that finds its way back after a broken one.
 *
 * <p>Commons CSV reads a quote that is never closed to the end of the file and cannot go on after an error; it is the
 * oracle of the tests instead. Here a record that does not hold (a quote never closed, something after a closing quote,
 * a quote in a field that does not begin with one, a wrong number of columns) is rejected from its first line up to the
 * next line that looks like the start of a record, and reading goes on there.
 */
final class CsvRecords implements Closeable {
    /** So many record starts within one quoted field mean that the quote was never closed. */
    private static final int STARTS_IN_A_FIELD = 50;

    private final Lines lines;
    private final char separator;
    private final int columns;
    private final Pattern start;
    private final Deque<Lines.Line> waiting = new ArrayDeque<>();

    /**
     * @param columns how many a record must have; more are taken when they are empty
     * @param start what the first line of a record begins with
     */
    CsvRecords(Lines lines, char separator, int columns, Pattern start) {
        this.lines = lines;
        this.separator = separator;
        this.columns = columns;
        this.start = start;
    }

    /** Returns the next record, or null at the end. Empty lines are passed over. */
    Rows.@Nullable Read next() throws IOException {
        Lines.Line first = take();
        while (first != null && isEmpty(first.text())) {
            first = take();
        }
        return first == null ? null : read(first);
    }

    private Rows.Read read(Lines.Line first) throws IOException {
        Attempt attempt = new Attempt(first);
        String broken = attempt.run();
        if (broken == null) {
            return new Rows.Fields(first.number(), attempt.fields, attempt.raw());
        }
        attempt.giveBackAllButTheFirst();
        return new Rows.Broken(new Entry.Rejected(first.number(), broken, upToTheNextStart(first)));
    }

    /** Returns at which character the next record begins, counted from where the lines began. */
    long offset() {
        Lines.Line line = waiting.peekFirst();
        return line != null ? line.offset() : lines.offset();
    }

    /** Returns how many lines stand before the next record. */
    long number() {
        Lines.Line line = waiting.peekFirst();
        return line != null ? line.number() - 1 : lines.number();
    }

    private String upToTheNextStart(Lines.Line first) throws IOException {
        StringBuilder raw = new StringBuilder(cut(first.text()));
        for (Lines.Line line = take(); line != null; line = take()) {
            if (looksLikeStart(line)) {
                waiting.addFirst(line);
                break;
            }
            if (raw.length() < Entry.RAW_LIMIT) {
                raw.append('\n').append(cut(line.text()));
            }
        }
        return raw.toString();
    }

    private boolean looksLikeStart(Lines.Line line) {
        return start.matcher(line.text()).lookingAt();
    }

    private boolean isEmpty(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) != separator && !Character.isWhitespace(line.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private Lines.@Nullable Line take() throws IOException {
        Lines.Line line = waiting.pollFirst();
        return line != null ? line : lines.next();
    }

    private static String cut(String text) {
        return text.length() <= Entry.RAW_LIMIT ? text : text.substring(0, Entry.RAW_LIMIT);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** One try to read a record, which may take several lines. */
    private final class Attempt {
        private final List<String> fields = new ArrayList<>(columns);
        private final List<Lines.Line> taken = new ArrayList<>(1);
        private Lines.Line line;
        private int at;
        private int starts;
        private long characters;

        Attempt(Lines.Line first) {
            this.line = first;
            taken.add(first);
        }

        /** Returns why the record does not hold, or null when it does. */
        @Nullable String run() throws IOException {
            do {
                String broken = quotedHere() ? quoted() : bare();
                if (broken != null) {
                    return broken;
                }
            } while (separatorHere());
            return wrongShape();
        }

        private boolean quotedHere() {
            return at < line.text().length() && line.text().charAt(at) == '"';
        }

        private boolean separatorHere() {
            if (at >= line.text().length()) {
                return false;
            }
            at++;
            return true;
        }

        private @Nullable String bare() {
            String text = line.text();
            int end = text.indexOf(separator, at);
            String field = text.substring(at, end < 0 ? text.length() : end);
            if (line.cut()) {
                return "长度：遇到超过 " + Lines.LIMIT + " 个字符的一行";
            }
            if (field.indexOf('"') >= 0) {
                return "引号：第 " + (fields.size() + 1) + " 列中间遇到引号，含引号的列应以引号开头";
            }
            fields.add(field);
            at += field.length();
            return null;
        }

        private @Nullable String quoted() throws IOException {
            StringBuilder field = new StringBuilder();
            at++;
            while (true) {
                String text = line.text();
                int quote = text.indexOf('"', at);
                if (quote < 0) {
                    field.append(text, at, text.length()).append('\n');
                    String broken = nextLine();
                    if (broken != null) {
                        return broken;
                    }
                } else if (quote + 1 < text.length() && text.charAt(quote + 1) == '"') {
                    field.append(text, at, quote + 1);
                    at = quote + 2;
                } else {
                    fields.add(field.append(text, at, quote).toString());
                    at = quote + 1;
                    return afterQuote(text);
                }
            }
        }

        private @Nullable String afterQuote(String text) {
            return at == text.length() || text.charAt(at) == separator
                    ? null
                    : "引号：第 " + fields.size() + " 列的收尾引号之后还有文字，应为分隔符";
        }

        private @Nullable String nextLine() throws IOException {
            Lines.Line next = take();
            if (next != null) {
                taken.add(next);
                line = next;
                at = 0;
                characters += next.text().length();
                starts += looksLikeStart(next) ? 1 : 0;
            }
            return next == null || next.cut() || characters > Lines.LIMIT || starts > STARTS_IN_A_FIELD
                    ? "引号：第 " + (fields.size() + 1) + " 列的引号没有收尾"
                    : null;
        }

        private @Nullable String wrongShape() {
            while (fields.size() > columns && fields.getLast().isBlank()) {
                fields.removeLast();
            }
            if (fields.size() != columns) {
                return "列数：遇到 " + fields.size() + " 列，应为 " + columns + " 列";
            }
            return taken.size() > 1 && !looksLikeStart(taken.getFirst()) ? "开头：遇到不像一条记录开头的一行" : null;
        }

        private void giveBackAllButTheFirst() {
            for (int i = taken.size() - 1; i > 0; i--) {
                waiting.addFirst(taken.get(i));
            }
        }

        private String raw() {
            if (taken.size() == 1) {
                return line.text();
            }
            StringBuilder raw = new StringBuilder();
            taken.forEach(part -> raw.append(raw.isEmpty() ? "" : "\n").append(part.text()));
            return raw.toString();
        }
    }
}
