package nightdesk.ingest.wechat;

import java.util.List;

/** The CSV of sjzar/chatlog: six columns, local time, neither ids nor types nor direction. */
final class ChatlogTable implements TableShape {
    private static final String TIME = "\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}[ T][^\",;\\t\\n]{1,20}";

    @Override
    public List<String> required() {
        return List.of("Time", "SenderName", "Sender", "TalkerName", "Talker", "Content");
    }

    @Override
    public String seen(Table table) {
        return "有微信号，没有消息编号，没有消息类型";
    }

    @Override
    public List<String> leading(Table table) {
        return List.of(table.column("Time") == 0 ? TIME : "[^\"\\n]{0,80}");
    }

    @Override
    public Surveyor surveyor(Table table, ReadOptions options) {
        return Surveyor.NONE;
    }

    @Override
    public RowMapper mapper(Table table, ReadOptions options, Survey survey, Notes notes) {
        return new Mapper(table, options, notes);
    }

    private record Mapper(Table table, Casting casting, ExportTimes times, Notes notes) implements RowMapper {
        Mapper(Table table, ReadOptions options, Notes notes) {
            this(table, new Casting(options, null, notes), new ExportTimes(options, notes), notes);
        }

        @Override
        public Entry.Row row(Rows.Fields fields) {
            String sender = table.cell(fields, "Sender").strip();
            String name = Wording.clean(table.cell(fields, "SenderName").strip());
            Entry.Talk talk =
                    SourceIds.talk("Talker", table.cell(fields, "Talker"), table.cell(fields, "TalkerName"), false);
            String told = Wording.clean(table.cell(fields, "Content"));
            boolean recall = Wording.isRecall(told) && told.length() < 100;
            Content said = recall ? Content.notice(MessageKind.RECALL, told) : Content.text(told);
            notes.count(Notes.Note.NO_IDS);
            // Own messages of a private chat have no sender, or one who is not the other one.
            boolean sent = !talk.group() && !sender.equals(talk.peer());
            Boolean own = sent ? Boolean.TRUE : null;
            return Entry.Row.of(
                    fields.line(),
                    null,
                    talk,
                    casting.speaker(said.kind(), talk, sender, name, own),
                    sender,
                    name,
                    said,
                    times.written(table.cell(fields, "Time")),
                    fields.raw());
        }

        @Override
        public String account() {
            return casting.account();
        }
    }
}
