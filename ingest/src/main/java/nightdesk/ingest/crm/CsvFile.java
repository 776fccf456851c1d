package nightdesk.ingest.crm;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A CSV export, read row by row whatever its size. UTF-8 where the whole file is, else GB18030, which is what Excel and
 * hospital systems write in China.
 *
 * @param separator comma, tab or semicolon, whichever the header has most of
 */
record CsvFile(Path path, Charset charset, char separator) {
    private static final int LONGEST_LINE = 256 << 10;
    private static final int LINES_IN_A_FIELD = 50;
    private static final int CHUNK = 1 << 16;
    private static final char MARK = '\uFEFF';

    static CsvFile inspect(Path path) throws IOException {
        Charset charset = isUtf8(path) ? StandardCharsets.UTF_8 : Charset.forName("GB18030");
        try (Rows rows = new CsvFile(path, charset, ',').open()) {
            Line header = rows.line();
            return new CsvFile(path, charset, header == null ? ',' : separator(header.text()));
        }
    }

    private static char separator(String header) {
        char best = ',';
        for (char candidate : new char[] {'\t', ';'}) {
            if (count(header, candidate) > count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private static boolean isUtf8(Path path) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
        CharBuffer characters = CharBuffer.allocate(CHUNK);
        try (InputStream in = Files.newInputStream(path)) {
            int read;
            do {
                read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                bytes.position(bytes.position() + Math.max(read, 0)).flip();
                CoderResult result = decoder.decode(bytes, characters.clear(), read < 0);
                if (result.isError()) {
                    return false;
                }
                bytes.compact();
            } while (read >= 0);
            return true;
        }
    }

    /** Returns the encoding as a person says it. */
    String explained() {
        String by = separator == '\t' ? "制表符" : separator == ';' ? "分号" : "逗号";
        return charset.name() + "，" + by + "分隔";
    }

    Rows open() throws IOException {
        return new Rows(this);
    }

    /** One line of the file. */
    private record Line(long number, String text, boolean cut) {}

    /**
     * A row.
     *
     * @param line where it begins, from 1
     * @param values unquoted and stripped
     * @param problem in Chinese; null when the row holds
     */
    record Row(long line, List<String> values, @Nullable String problem) {}

    /** Reads rows; after one that does not hold it goes on at the next line. */
    static final class Rows implements Closeable {
        private final CountedBytes bytes;
        private final Reader in;
        private final char separator;
        private final Deque<Line> waiting = new ArrayDeque<>();
        private long lines;
        private int held = -2;

        private Rows(CsvFile file) throws IOException {
            bytes = new CountedBytes(new BufferedInputStream(Files.newInputStream(file.path()), CHUNK));
            in = new InputStreamReader(
                    bytes,
                    file.charset()
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPLACE)
                            .onUnmappableCharacter(CodingErrorAction.REPLACE));
            separator = file.separator();
        }

        long bytesRead() {
            return bytes.read;
        }

        /** Returns the next row that is not empty, or null at the end. */
        @Nullable Row next() throws IOException {
            for (Line line = line(); line != null; line = line()) {
                if (!line.text().isBlank() && line.text().chars().anyMatch(c -> c != separator && c > ' ')) {
                    return row(line);
                }
            }
            return null;
        }

        private Row row(Line first) throws IOException {
            List<String> values = new ArrayList<>();
            List<Line> taken = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            Line line = first;
            boolean quoted = false;
            int at = 0;
            while (true) {
                String text = line.text();
                if (line.cut()) {
                    return broken(first, taken, "这一行超过 " + LONGEST_LINE + " 个字符");
                }
                for (; at < text.length(); at++) {
                    char c = text.charAt(at);
                    if (quoted && c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                        field.append('"');
                        at++;
                    } else if (c == '"' && (quoted || field.isEmpty())) {
                        quoted = !quoted;
                    } else if (c == separator && !quoted) {
                        values.add(value(field));
                    } else {
                        field.append(c);
                    }
                }
                if (!quoted) {
                    values.add(value(field));
                    return new Row(first.number(), values, null);
                }
                field.append('\n');
                Line next = line();
                if (next == null || taken.size() >= LINES_IN_A_FIELD || field.length() > LONGEST_LINE) {
                    if (next != null) {
                        taken.add(next);
                    }
                    return broken(first, taken, "第 " + (values.size() + 1) + " 列的引号没有结束");
                }
                taken.add(next);
                line = next;
                at = 0;
            }
        }

        private Row broken(Line first, List<Line> taken, String problem) {
            for (int i = taken.size() - 1; i >= 0; i--) {
                waiting.addFirst(taken.get(i));
            }
            return new Row(first.number(), List.of(), problem);
        }

        /** Excel writes numbers it must not touch as ="0123". */
        private static String value(StringBuilder field) {
            String text = field.toString().strip();
            field.setLength(0);
            return text.startsWith("=\"") && text.endsWith("\"") && text.length() > 2
                    ? text.substring(2, text.length() - 1)
                    : text.startsWith("=")
                                    && text.length() > 1
                                    && text.substring(1).matches("\\d+")
                            ? text.substring(1)
                            : text;
        }

        private @Nullable Line line() throws IOException {
            Line again = waiting.pollFirst();
            if (again != null) {
                return again;
            }
            int c = read();
            if (c < 0) {
                return null;
            }
            StringBuilder text = new StringBuilder();
            boolean cut = false;
            while (c >= 0 && c != '\n' && c != '\r') {
                if (text.length() < LONGEST_LINE) {
                    text.append((char) c);
                } else {
                    cut = true;
                }
                c = read();
            }
            if (c == '\r') {
                int after = read();
                held = after == '\n' ? -2 : after;
            }
            lines++;
            String line = lines == 1 && !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text.toString();
            return new Line(lines, line, cut);
        }

        private int read() throws IOException {
            if (held != -2) {
                int c = held;
                held = -2;
                return c;
            }
            return in.read();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private static final class CountedBytes extends FilterInputStream {
        private long read;

        private CountedBytes(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            read += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            read += Math.max(n, 0);
            return n;
        }
    }
}
