package nightdesk.nlp.lexicon;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import nightdesk.nlp.LexiconEntry;
import nightdesk.nlp.LexiconEntry.Sort;

/**
 * The lexicon as a table: 类别, 名称, 分组, 别名, 上级, 代表项目, 部位; lists parted by {@code |}. A cell that a spreadsheet would
 * take for a formula is written behind an apostrophe, which reading takes off again.
 */
public final class LexiconCsv {
    private static final List<String> HEAD = List.of("类别", "名称", "分组", "别名", "上级", "代表项目", "部位");
    private static final String FORMULA = "=+-@\t\r";
    private static final char MARK = '\uFEFF';

    private LexiconCsv() {}

    /** One line of a table: an entry, or why not. */
    public record Line(int number, List<String> cells) {

        /** @throws IllegalArgumentException with the reason, in Chinese */
        public LexiconEntry entry() {
            if (cells.size() != HEAD.size()) {
                throw new IllegalArgumentException(
                        "有 " + cells.size() + " 列，应是 " + HEAD.size() + " 列：" + String.join("、", HEAD));
            }
            String part = cells.get(6);
            return new LexiconEntry(
                    Sort.of(cells.get(0)),
                    cells.get(1),
                    cells.get(2),
                    list(cells.get(3)),
                    list(cells.get(4)),
                    list(cells.get(5)),
                    part.isEmpty() ? null : part);
        }

        boolean isHead() {
            return cells.equals(HEAD);
        }
    }

    public static String write(List<LexiconEntry> entries) {
        StringBuilder csv = new StringBuilder().append(MARK);
        row(HEAD.stream(), csv);
        for (LexiconEntry entry : entries) {
            row(
                    Stream.of(
                            entry.sort().chinese(),
                            entry.name(),
                            entry.category(),
                            String.join("|", entry.aliases()),
                            String.join("|", entry.parents()),
                            String.join("|", entry.treatments()),
                            entry.bodyPart() == null ? "" : entry.bodyPart()),
                    csv);
        }
        return csv.toString();
    }

    private static void row(Stream<String> cells, StringBuilder csv) {
        csv.append(String.join(",", cells.map(LexiconCsv::cell).toList())).append("\r\n");
    }

    private static String cell(String text) {
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(c -> "\",\r\n".indexOf(c) >= 0) ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** Reads the lines of a table, without its head and empty lines. */
    public static List<Line> read(String csv) {
        List<Line> lines = new ArrayList<>();
        Cells cells = new Cells(csv.startsWith(String.valueOf(MARK)) ? csv.substring(1) : csv);
        while (cells.hasMore()) {
            Line line = new Line(cells.line, cells.row());
            if (!line.isHead() && !line.cells().stream().allMatch(String::isEmpty)) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static List<String> list(String cell) {
        return Arrays.stream(cell.split("\\|"))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /** Reads cells by RFC 4180. */
    private static final class Cells {
        private final String csv;
        private int at;
        private int line = 1;

        Cells(String csv) {
            this.csv = csv;
        }

        boolean hasMore() {
            return at < csv.length();
        }

        List<String> row() {
            List<String> row = new ArrayList<>();
            StringBuilder cell = new StringBuilder();
            boolean quoted = false;
            while (at < csv.length()) {
                char c = csv.charAt(at++);
                line += c == '\n' ? 1 : 0;
                if (c == '"' && quoted && at < csv.length() && csv.charAt(at) == '"') {
                    cell.append(csv.charAt(at++));
                } else if (c == '"' && (quoted || cell.isEmpty())) {
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    row.add(plain(cell));
                } else if (c == '\n' && !quoted) {
                    break;
                } else {
                    cell.append(c);
                }
            }
            row.add(plain(cell));
            return row;
        }

        private static String plain(StringBuilder cell) {
            String text = cell.toString().strip();
            cell.setLength(0);
            boolean marked = text.length() > 1 && text.charAt(0) == '\'' && FORMULA.indexOf(text.charAt(1)) >= 0;
            return marked ? text.substring(1) : text;
        }
    }
}
