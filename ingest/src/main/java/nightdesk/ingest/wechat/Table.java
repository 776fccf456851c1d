package nightdesk.ingest.wechat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a table: its columns by name, so that their order and columns we do not know do not matter, and of a CSV
 * file its separator, of a sheet where it stands.
 */
final class Table {
    private static final char[] SEPARATORS = {',', ';', '\t'};
    private static final Pattern ANYTHING = Pattern.compile("");
    private static final char NONE = '\0';

    private final List<String> names;
    private final char separator;
    private final int sheet;
    private final int headerRow;
    private final Map<String, Integer> places = new HashMap<>();

    private Table(List<String> names, char separator, int sheet, int headerRow) {
        this.names = names;
        this.separator = separator;
        this.sheet = sheet;
        this.headerRow = headerRow;
        for (int i = 0; i < names.size(); i++) {
            places.putIfAbsent(names.get(i), i);
        }
        for (int i = 0; i < names.size(); i++) {
            places.putIfAbsent(names.get(i).toLowerCase(Locale.ROOT), i);
        }
    }

    static Table ofCsv(char separator, List<String> names) {
        return new Table(names, separator, -1, 0);
    }

    static Table ofSheet(int sheet, int headerRow, List<String> names) {
        return new Table(names, NONE, sheet, headerRow);
    }

    /** Returns the shape when the head's first line, or one of the first rows of a sheet, names all these columns, else null. */
    static @Nullable Table in(FileHead head, List<String> required) {
        return head.kind() == FileHead.Kind.SHEET ? inSheets(head.sheets(), required) : inText(head, required);
    }

    private static @Nullable Table inText(FileHead head, List<String> required) {
        if (head.kind() != FileHead.Kind.TEXT) {
            return null;
        }
        String line = head.firstLine();
        for (char separator : SEPARATORS) {
            Table table = ofCsv(separator, names(line, separator));
            if (table.hasAll(required)) {
                return table;
            }
        }
        return null;
    }

    private static @Nullable Table inSheets(List<List<SheetRows.Row>> sheets, List<String> required) {
        for (int sheet = 0; sheet < sheets.size(); sheet++) {
            for (SheetRows.Row row : sheets.get(sheet)) {
                Table table = ofSheet(sheet, row.number(), trimmed(row.cells()));
                if (table.hasAll(required)) {
                    return table;
                }
            }
        }
        return null;
    }

    boolean hasAll(List<String> required) {
        return required.stream().allMatch(this::has);
    }

    List<String> names() {
        return names;
    }

    char separator() {
        return separator;
    }

    boolean isSheet() {
        return separator == NONE;
    }

    int sheet() {
        return sheet;
    }

    int headerRow() {
        return headerRow;
    }

    int columns() {
        return names.size();
    }

    boolean has(String name) {
        return column(name) >= 0;
    }

    /** Returns where a column stands, -1 when there is none. */
    int column(String name) {
        Integer exact = places.get(name);
        return exact != null ? exact : places.getOrDefault(name.toLowerCase(Locale.ROOT), -1);
    }

    /** Returns a cell, empty when there is no such column. */
    String cell(Rows.Fields row, String name) {
        int column = column(name);
        return column < 0 ? "" : row.fields().get(column);
    }

    /** Returns how many columns there are and, where that is unusual, what stands between them. */
    String described() {
        return columns() + " 列"
                + switch (separator) {
                    case ';' -> "（以分号分隔）";
                    case '\t' -> "（以制表符分隔）";
                    default -> "";
                };
    }

    /**
     * Returns a pattern for the beginning of a record: one regular expression for each leading column, each of which may
     * stand in quotes.
     */
    Pattern startOf(List<String> leading) {
        String sep = Pattern.quote(String.valueOf(separator));
        StringBuilder pattern = new StringBuilder();
        leading.forEach(column -> pattern.append("\\s*(?:\"(?:")
                .append(column)
                .append(")\"|(?:")
                .append(column)
                .append("))")
                .append(sep));
        return Pattern.compile(pattern.toString());
    }

    private static List<String> names(String line, char separator) {
        int columns = (int) line.chars().filter(c -> c == separator).count() + 1;
        try (CsvRecords records = new CsvRecords(new Lines(new StringReader(line)), separator, columns, ANYTHING)) {
            return records.next() instanceof Rows.Fields fields ? trimmed(fields.fields()) : List.of();
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory was read", e);
        }
    }

    private static List<String> trimmed(List<String> cells) {
        List<String> names = new ArrayList<>(cells.stream().map(String::strip).toList());
        while (!names.isEmpty() && names.getLast().isEmpty()) {
            names.removeLast();
        }
        return names;
    }
}
