package nightdesk.ingest.wechat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The CSV of sjzar/chatlog: six columns, local time, neither ids nor types nor direction. */
final class ChatlogCsv implements ExportFormat {
    static final List<String> REQUIRED = List.of("Time", "SenderName", "Sender", "TalkerName", "Talker", "Content");
    private static final String TIME = "\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}[ T][^\",;\\t\\n]{1,20}";

    @Override
    public String code() {
        return "chatlog-csv";
    }

    @Override
    public String title() {
        return "chatlog CSV";
    }

    @Override
    public @Nullable String recognise(FileHead head) {
        CsvTable table = CsvTable.in(head, REQUIRED);
        return table == null
                ? null
                : table.columns() + " columns"
                        + (table.separator() == ',' ? "" : " between " + table.separatorName())
                        + ", wxids, no message id, no types";
    }

    @Override
    public ExportReader open(ExportFile file, ReadOptions options) throws IOException {
        CsvTable table = CsvTable.in(FileHead.of(file), REQUIRED);
        if (table == null) {
            throw new UnreadableFile("expected the columns " + REQUIRED);
        }
        Pattern start = table.startOf(List.of(table.column("Time") == 0 ? TIME : "[^\"\\n]{0,80}"));
        return new CsvExportReader(file, table, start, new ChatlogCsvRows(table, options));
    }
}
