package nightdesk.ingest.wechat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import nightdesk.ingest.Imports;
import org.jspecify.annotations.Nullable;

/** The formats that are read. A new one is one class and one line here. */
final class ExportFormats {
    private static final List<ExportFormat> ALL =
            List.of(new MemoTraceCsv(), new MemoTraceChineseCsv(), new ChatlogJson(), new ChatlogCsv());

    private ExportFormats() {}

    /**
     * A file whose format is known.
     *
     * @param explained one sentence for the user
     */
    record Recognised(ExportFile file, ExportFormat format, String explained) {}

    static List<Imports.Format> all() {
        return ALL.stream()
                .map(format -> new Imports.Format(format.code(), format.title()))
                .toList();
    }

    /** Returns whether the API takes this as a format. */
    static boolean exists(String code) {
        return Imports.AUTO.equals(code)
                || ALL.stream().anyMatch(format -> format.code().equals(code));
    }

    /** Returns the codes and titles, for messages. */
    static String listed() {
        return ALL.stream()
                .map(format -> format.title() + " (" + format.code() + ")")
                .collect(Collectors.joining(", "));
    }

    /** Finds the format of a file, or throws an {@link UnreadableFile} that says what was met. */
    static Recognised recognise(ExportFile file, String code) throws IOException {
        FileHead head = FileHead.of(file);
        for (ExportFormat format : ALL) {
            String seen = asked(format, code) && head.name().isEmpty() ? format.recognise(head) : null;
            if (seen != null) {
                return new Recognised(file, format, explained(file, format, seen));
            }
        }
        throw new UnreadableFile("format: met " + head.described() + ", expected " + expected(code));
    }

    private static boolean asked(ExportFormat format, String code) {
        return Imports.AUTO.equals(code) || format.code().equals(code);
    }

    private static String expected(String code) {
        return Imports.AUTO.equals(code) ? "one of " + listed() : code;
    }

    private static String explained(ExportFile file, ExportFormat format, @Nullable String seen) {
        return format.title() + ", " + file.encoding() + ", " + seen;
    }
}
