package nightdesk.ingest.wechat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * MemoTrace (留痕) from 2.x: eight Chinese columns, one file for each chat, named after its remark. It has the server's
 * message id, but neither wxids nor a direction.
 */
final class MemoTraceChineseCsv implements ExportFormat {
    static final List<String> REQUIRED = List.of("消息ID", "类型", "发送人", "时间", "内容");

    private static final String ID = "[-+\\d.eE]{0,24}";
    private static final String TYPE = "[^\",;\\t\\n]{1,24}";
    private static final String NAME = "[^\"\\n]{0,80}";
    private static final String TIME = "\\d{4}[-/.年]\\d{1,2}[-/.月]\\d{1,2}[^\",;\\t\\n]{0,20}";

    @Override
    public String code() {
        return "memotrace-csv-zh";
    }

    @Override
    public String title() {
        return "MemoTrace CSV (new)";
    }

    @Override
    public @Nullable String recognise(FileHead head) {
        CsvTable table = CsvTable.in(head, REQUIRED);
        return table == null
                ? null
                : table.columns() + " columns"
                        + (table.separator() == ',' ? "" : " between " + table.separatorName())
                        + ", message ids, no wxids";
    }

    @Override
    public ExportReader open(ExportFile file, ReadOptions options) throws IOException {
        CsvTable table = CsvTable.in(FileHead.of(file), REQUIRED);
        if (table == null) {
            throw new UnreadableFile("expected the columns " + REQUIRED);
        }
        Pattern start = start(table);
        MemoTraceSenders senders = new MemoTraceSenders(table, options);
        CsvExportReader.survey(file, table, start, senders::see);
        return new CsvExportReader(file, table, start, new MemoTraceChineseRows(table, options, senders));
    }

    private static Pattern start(CsvTable table) {
        boolean inOrder =
                table.names().size() >= 4 && table.names().subList(0, 4).equals(REQUIRED.subList(0, 4));
        return table.startOf(inOrder ? List.of(ID, TYPE, NAME, TIME) : List.of("[^\"\\n]{0,80}"));
    }
}
