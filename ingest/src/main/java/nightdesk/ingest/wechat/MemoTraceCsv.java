package nightdesk.ingest.wechat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * MemoTrace (留痕) up to 1.x: twelve columns, the oldest nine, some with the index column of pandas in front. It has no
 * message id and, in the nine columns, neither names nor wxids.
 */
final class MemoTraceCsv implements ExportFormat {
    static final List<String> REQUIRED =
            List.of("localId", "TalkerId", "Type", "SubType", "IsSender", "CreateTime", "StrContent", "StrTime");

    private static final String NUMBER = "[-+\\d.eE]{0,24}";
    private static final String CONTENT = "StrContent";

    @Override
    public String code() {
        return "memotrace-csv";
    }

    @Override
    public String title() {
        return "MemoTrace CSV (old)";
    }

    @Override
    public @Nullable String recognise(FileHead head) {
        CsvTable table = CsvTable.in(head, REQUIRED);
        if (table == null) {
            return null;
        }
        boolean indexed =
                table.names().getFirst().isEmpty() || table.names().getFirst().startsWith("Unnamed");
        return (table.columns() - (indexed ? 1 : 0)) + " columns" + (indexed ? " and a pandas index" : "")
                + (table.separator() == ',' ? "" : " between " + table.separatorName()) + ", no message id"
                + (table.has("Sender") ? "" : ", no names");
    }

    @Override
    public ExportReader open(ExportFile file, ReadOptions options) throws IOException {
        CsvTable table = CsvTable.in(FileHead.of(file), REQUIRED);
        if (table == null) {
            throw new UnreadableFile("expected the columns " + REQUIRED);
        }
        Pattern start = start(table);
        MemoTraceTalkers talkers = new MemoTraceTalkers(table, options);
        CsvExportReader.survey(file, table, start, talkers::see);
        return new CsvExportReader(file, table, start, new MemoTraceRows(table, options, talkers));
    }

    /** All columns before the content are numbers. */
    private static Pattern start(CsvTable table) {
        return table.startOf(table.names().subList(0, table.column(CONTENT)).stream()
                .map(name -> NUMBER)
                .toList());
    }
}
