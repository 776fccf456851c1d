package nightdesk.ingest.wechat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MemoTrace (留痕) from 2.x: eight Chinese columns, one file for each chat, named after its remark. It has the server's
 * message id, but neither wxids nor a direction.
 */
final class MemoTraceChineseTable implements TableShape {
    private static final List<String> FIRST = List.of("消息ID", "类型", "发送人", "时间");
    private static final String ID = "[-+\\d.eE]{0,24}";
    private static final String TYPE = "[^\",;\\t\\n]{1,24}";
    private static final String NAME = "[^\"\\n]{0,80}";
    private static final String TIME = "\\d{4}[-/.年]\\d{1,2}[-/.月]\\d{1,2}[^\",;\\t\\n]{0,20}";

    @Override
    public List<String> required() {
        return List.of("消息ID", "类型", "发送人", "时间", "内容");
    }

    @Override
    public String seen(Table table) {
        return "有消息编号，没有微信号";
    }

    @Override
    public List<String> leading(Table table) {
        boolean inOrder =
                table.names().size() >= 4 && table.names().subList(0, 4).equals(FIRST);
        return inOrder ? List.of(ID, TYPE, NAME, TIME) : List.of("[^\"\\n]{0,80}");
    }

    @Override
    public Surveyor surveyor(Table table, ReadOptions options) {
        Senders.Names names = new Senders.Names(options);
        return new Surveyor() {
            @Override
            public void see(Rows.Fields row) {
                if (!MessageKind.of(table.cell(row, "类型").strip()).isEvent()) {
                    names.see(
                            table.cell(row, "发送人").strip(),
                            table.cell(row, "备注").strip());
                }
            }

            @Override
            public Survey survey() {
                return names.survey();
            }
        };
    }

    @Override
    public RowMapper mapper(Table table, ReadOptions options, Survey survey, Notes notes) {
        return new Mapper(table, new Senders(options, survey), new ExportTimes(options, notes), notes);
    }

    private record Mapper(Table table, Senders senders, ExportTimes times, Notes notes) implements RowMapper {
        @Override
        public Entry.Row row(Rows.Fields fields) {
            var sentAt = times.written(table.cell(fields, "时间"));
            String name = Wording.clean(table.cell(fields, "发送人").strip());
            Content said = said(kind(table.cell(fields, "类型").strip()), Wording.clean(table.cell(fields, "内容")));
            return Entry.Row.of(
                    fields.line(),
                    key(table.cell(fields, "消息ID")),
                    senders.talk(),
                    senders.speaker(said.kind(), name, table.cell(fields, "备注").strip()),
                    "",
                    name,
                    said,
                    sentAt,
                    fields.raw());
        }

        private static MessageKind kind(String type) {
            if (type.isEmpty()) {
                throw new BadLine("类型：遇到空白，应为 文本 这样的类型");
            }
            return MessageKind.of(type);
        }

        private @Nullable String key(String cell) {
            if (SourceIds.isRounded(cell)) {
                notes.count(Notes.Note.ROUNDED_IDS);
            }
            return SourceIds.serverKey(cell);
        }

        private static Content said(MessageKind kind, String told) {
            if (kind.isEvent()) {
                return Content.notice(kind, told);
            }
            if (MessageKind.QUOTE.equals(kind)) {
                return Content.quote(Wording.beforeTheQuote(told));
            }
            return kind.isWords() ? Content.text(told) : Content.other(kind, Wording.detail(told));
        }

        @Override
        public String account() {
            return senders.account(notes);
        }
    }
}
