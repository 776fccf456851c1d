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

    /** What was read: a record or a rejection. */
    sealed interface Read {}

    /**
     * @param line where it begins, from 1
     * @param fields their values, unquoted
     * @param raw as it stands in the file, line ends as {@code \n}
     */
    record Fields(long line, List<String> fields, String raw) implements Read {}

    /** A record that does not hold. */
    record Broken(Entry.Rejected rejected) implements Read {}

    /** Returns the next record, or null at the end. Empty lines are passed over. */
    @Nullable Read next() throws IOException {
        Lines.Line first = take();
        while (first != null && isEmpty(first.text())) {
            first = take();
        }
        return first == null ? null : read(first);
    }

    private Read read(Lines.Line first) throws IOException {
        Attempt attempt = new Attempt(first);
        String broken = attempt.run();
        if (broken == null) {
            return new Fields(first.number(), attempt.fields, attempt.raw());
        }
        attempt.giveBackAllButTheFirst();
        return new Broken(new Entry.Rejected(first.number(), broken, upToTheNextStart(first)));
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
                return "length: met a line of more than " + Lines.LIMIT + " characters";
            }
            if (field.indexOf('"') >= 0) {
                return "quotes: met a quote inside column " + (fields.size() + 1) + ", which does not begin with one";
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
                    : "quotes: met text after the closing quote of column " + fields.size();
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
                    ? "quotes: met a quote in column " + (fields.size() + 1) + " that is never closed"
                    : null;
        }

        private @Nullable String wrongShape() {
            while (fields.size() > columns && fields.getLast().isBlank()) {
                fields.removeLast();
            }
            if (fields.size() != columns) {
                return "columns: met " + fields.size() + ", expected " + columns;
            }
            return taken.size() > 1 && !looksLikeStart(taken.getFirst())
                    ? "start: met a line that does not begin like a record"
                    : null;
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
