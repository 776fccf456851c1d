package nightdesk.ingest.wechat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a CSV file: its separator and its columns by name, so that their order and columns we do not know do not
 * matter.
 */
record CsvTable(char separator, List<String> names) {
    private static final char[] SEPARATORS = {',', ';', '\t'};
    private static final Pattern ANYTHING = Pattern.compile("");

    /** Returns the shape when the head's first line names all these columns, else null. */
    static @Nullable CsvTable in(FileHead head, List<String> required) {
        String line = head.firstLine();
        for (char separator : SEPARATORS) {
            CsvTable table = new CsvTable(separator, names(line, separator));
            if (table.lowerCaseNames().containsAll(lower(required))) {
                return table;
            }
        }
        return null;
    }

    int columns() {
        return names.size();
    }

    boolean has(String name) {
        return column(name) >= 0;
    }

    /** Returns where a column stands, -1 when there is none. */
    int column(String name) {
        return lowerCaseNames().indexOf(name.toLowerCase(Locale.ROOT));
    }

    /** Returns how the separator is called. */
    String separatorName() {
        return switch (separator) {
            case ';' -> "semicolons";
            case '\t' -> "tabs";
            default -> "commas";
        };
    }

    /** Opens the records after the header. */
    CsvRecords records(Lines lines, Pattern start) throws IOException {
        Lines.Line header = lines.next();
        while (header != null && header.isBlank()) {
            header = lines.next();
        }
        return new CsvRecords(lines, separator, columns(), start);
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

    private List<String> lowerCaseNames() {
        return lower(names);
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private static List<String> names(String line, char separator) {
        int columns = (int) line.chars().filter(c -> c == separator).count() + 1;
        try (CsvRecords records = new CsvRecords(new Lines(new StringReader(line)), separator, columns, ANYTHING)) {
            if (records.next() instanceof CsvRecords.Fields fields) {
                List<String> names = new ArrayList<>(
                        fields.fields().stream().map(String::strip).toList());
                while (!names.isEmpty() && names.getLast().isEmpty()) {
                    names.removeLast();
                }
                return names;
            }
            return List.of();
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory was read", e);
        }
    }
}
