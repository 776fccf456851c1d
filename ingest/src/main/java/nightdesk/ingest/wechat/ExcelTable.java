package nightdesk.ingest.wechat;

import java.time.Instant;
import java.util.List;

/** The sheets of CipherTalk, WeFlow and WeChatDataAnalysis: one chat each, Chinese columns, who sent it by name or role. */
final class ExcelTable implements TableShape {
    private final Tool tool;

    ExcelTable(Tool tool) {
        this.tool = tool;
    }

    /** What a tool calls its columns; empty where it has none. */
    enum Tool {
        CIPHERTALK(List.of("序号", "时间", "发送者", "微信ID", "消息类型", "消息内容", "时间戳"), "发送者", "微信ID", "", "消息内容", "", "有微信号和秒数"),
        WEFLOW(List.of("序号", "时间", "发送者身份", "消息类型", "内容", "发送者微信ID"), "发送者昵称", "发送者微信ID", "发送者身份", "内容", "", "有微信号"),
        WEFLOW_COMPACT(List.of("序号", "时间", "发送者身份", "消息类型", "内容"), "发送者身份", "", "发送者身份", "内容", "", "没有微信号，没有消息编号"),
        ANALYSIS(List.of("序号", "时间", "发送者", "消息类型", "内容", "服务 ID"), "发送者", "", "", "内容", "服务 ID", "有消息编号，没有微信号");

        @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
        private final List<String> required;

        private final String name;
        private final String id;
        private final String role;
        private final String content;
        private final String serverId;
        private final String seen;

        Tool(List<String> required, String name, String id, String role, String content, String serverId, String seen) {
            this.required = required;
            this.name = name;
            this.id = id;
            this.role = role;
            this.content = content;
            this.serverId = serverId;
            this.seen = seen;
        }
    }

    @Override
    public List<String> required() {
        return tool.required;
    }

    @Override
    public String seen(Table table) {
        return tool.seen;
    }

    @Override
    public List<String> leading(Table table) {
        return List.of("\\d{1,9}");
    }

    private String name(Table table, Rows.Fields row) {
        return Wording.clean(table.cell(row, tool.name).strip());
    }

    @Override
    public Surveyor surveyor(Table table, ReadOptions options) {
        Senders.Names names = new Senders.Names(options);
        return new Surveyor() {
            @Override
            public void see(Rows.Fields row) {
                if (!MessageKind.of(table.cell(row, "消息类型").strip()).isEvent()) {
                    boolean own = Senders.ME.equals(table.cell(row, tool.role).strip());
                    names.see(own ? Senders.ME : name(table, row), "");
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
        Senders senders = new Senders(options, survey);
        ExportTimes times = new ExportTimes(options, notes);
        return new RowMapper() {
            @Override
            public Entry.Row row(Rows.Fields fields) {
                return understood(fields, table, senders, times, options);
            }

            @Override
            public String account() {
                return senders.account(notes);
            }
        };
    }

    private Entry.Row understood(
            Rows.Fields fields, Table table, Senders senders, ExportTimes times, ReadOptions options) {
        MessageKind kind = MessageKind.of(table.cell(fields, "消息类型").strip());
        String id = table.cell(fields, tool.id).strip();
        String name = name(table, fields);
        boolean own = Senders.ME.equals(table.cell(fields, tool.role).strip())
                || options.owner().is(id);
        Content said = said(kind, Wording.clean(table.cell(fields, tool.content)));
        Instant sentAt = times.of(table.cell(fields, "时间戳"), table.cell(fields, "时间"));
        Entry.Talk talk = senders.talk();
        return Entry.Row.of(
                fields.line(),
                SourceIds.serverKey(table.cell(fields, tool.serverId)),
                talk,
                senders.speaker(said.kind(), own ? Senders.ME : name, ""),
                id,
                name,
                said,
                sentAt,
                fields.raw());
    }

    private static Content said(MessageKind kind, String told) {
        if (kind.isEvent()) {
            return Content.notice(kind, told);
        }
        if (MessageKind.QUOTE.equals(kind)) {
            return Content.quote(Wording.beforeTheQuote(told));
        }
        return kind.isWords() ? Content.text(told) : Content.other(kind, Wording.bare(told));
    }
}
