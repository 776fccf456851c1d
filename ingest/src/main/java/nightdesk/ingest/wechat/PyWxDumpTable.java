package nightdesk.ingest.wechat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PyWxDump, and WeClone, which has the same columns but for the chat's id, and another clock: ISO in UTC. The column
 * {@code id} is a number of the query and means nothing.
 */
final class PyWxDumpTable implements TableShape {
    static final List<String> COLUMNS = List.of("MsgSvrID", "type_name", "is_sender", "talker", "msg", "CreateTime");
    private static final Pattern TRANSCRIPT = Pattern.compile("翻译结果[：:]\\s*(.+)", Pattern.DOTALL);

    private final boolean room;

    /**
     * @param room whether there is a column with the chat's id: PyWxDump's, not WeClone's
     */
    PyWxDumpTable(boolean room) {
        this.room = room;
    }

    @Override
    public List<String> required() {
        return room
                ? List.of("MsgSvrID", "type_name", "is_sender", "talker", "room_name", "msg", "CreateTime")
                : COLUMNS;
    }

    @Override
    public String seen(Table table) {
        return room ? "有消息编号和微信号" : "有消息编号，没有会话编号，时间多为 UTC";
    }

    @Override
    public List<String> leading(Table table) {
        return List.of("[-+\\d.eE]{0,24}");
    }

    @Override
    public Surveyor surveyor(Table table, ReadOptions options) {
        return new People(table, options);
    }

    @Override
    public RowMapper mapper(Table table, ReadOptions options, Survey survey, Notes notes) {
        return new Mapper(table, options, survey, notes);
    }

    /** Finds the owner's id and, where no chat is named, who the other one is. */
    private static final class People implements Surveyor {
        private static final int MOST = 100;

        private final Table table;
        private final ReadOptions options;
        private final Map<String, Survey.Person> others = new LinkedHashMap<>();
        private @Nullable String ownId;

        People(Table table, ReadOptions options) {
            this.table = table;
            this.options = options;
        }

        @Override
        public void see(Rows.Fields row) {
            String talker = table.cell(row, "talker").strip();
            boolean own = "1".equals(table.cell(row, "is_sender").strip())
                    || options.owner().is(talker);
            if (own && ownId == null && SourceIds.isPersonId(talker)) {
                ownId = talker;
            } else if (!own && SourceIds.isPersonId(talker) && others.size() < MOST) {
                others.putIfAbsent(talker, new Survey.Person(talker, null, false));
            }
        }

        @Override
        public Survey survey() {
            return new Survey(ownId, ownId != null, others);
        }
    }

    private static final class Mapper implements RowMapper {
        private final Table table;
        private final Survey survey;
        private final ReadOptions options;
        private final Casting casting;
        private final ExportTimes times;
        private final Notes notes;

        Mapper(Table table, ReadOptions options, Survey survey, Notes notes) {
            this.table = table;
            this.options = options;
            this.survey = survey;
            this.casting = new Casting(options, survey.ownId(), notes);
            this.times = new ExportTimes(options, notes);
            this.notes = notes;
        }

        @Override
        public Entry.Row row(Rows.Fields fields) {
            MessageKind kind = kind(table.cell(fields, "type_name").strip());
            String talker = table.cell(fields, "talker").strip();
            boolean named = SourceIds.isPersonId(talker);
            String id = named ? talker : "";
            Entry.Talk talk = talk(table.cell(fields, "room_name").strip());
            Content said = said(kind, id, Wording.clean(table.cell(fields, "msg")));
            return Entry.Row.of(
                    fields.line(),
                    key(table.cell(fields, "MsgSvrID")),
                    talk,
                    casting.speaker(said.kind(), talk, id, named ? "" : talker, own(fields, said.kind())),
                    id,
                    named || Senders.ME.equals(talker) ? "" : Wording.clean(talker),
                    said,
                    time(table.cell(fields, "CreateTime").strip()),
                    fields.raw());
        }

        private static MessageKind kind(String type) {
            if (type.isEmpty()) {
                throw new BadLine("type_name：遇到空白，应为 文本 这样的类型");
            }
            return MessageKind.of(type);
        }

        private boolean own(Rows.Fields fields, MessageKind kind) {
            String sent = table.cell(fields, "is_sender").strip();
            if (!"0".equals(sent) && !"1".equals(sent) && !kind.isEvent()) {
                throw new BadLine("is_sender：遇到 " + BadLine.shown(sent) + "，应为 0 或 1");
            }
            return "1".equals(sent);
        }

        private Instant time(String cell) {
            // WeClone writes UTC; some of its versions leave the Z out.
            boolean utc = cell.length() >= 19 && cell.charAt(10) == 'T' && cell.indexOf('+') < 0;
            return times.written(utc && !cell.endsWith("Z") ? cell + "Z" : cell);
        }

        private Entry.Talk talk(String room) {
            if (!room.isEmpty()) {
                return SourceIds.talk("room_name", room, "", false);
            }
            if (survey.people().size() == 1) {
                return SourceIds.talk(
                        "talker", survey.people().keySet().iterator().next(), "", false);
            }
            String chat = options.chatName().replaceFirst("_\\d+_\\d+$", "");
            boolean isId = chat.startsWith("wxid_") || SourceIds.isGroup(chat);
            String name = chat.isEmpty() ? "未命名的会话" : Wording.clean(chat);
            return new Entry.Talk(name, !isId, survey.people().size() > 1, isId ? null : name);
        }

        private @Nullable String key(String cell) {
            if (SourceIds.isRounded(cell)) {
                notes.count(Notes.Note.ROUNDED_IDS);
            }
            return SourceIds.serverKey(cell);
        }

        private static Content said(MessageKind kind, String sender, String told) {
            if (kind.isEvent()) {
                return Content.notice(kind, told);
            }
            if (MessageKind.QUOTE.equals(kind)) {
                return Content.quote(Wording.beforeTheQuote(told));
            }
            if (kind.isWords()) {
                return Content.text(Wording.withoutSender(sender, told));
            }
            if (MessageKind.VOICE.equals(kind)) {
                Matcher transcript = TRANSCRIPT.matcher(told);
                return Content.other(kind, transcript.find() ? transcript.group(1) : null);
            }
            return Content.other(kind, told.lines().findFirst().orElse(""));
        }

        @Override
        public String account() {
            return casting.account();
        }
    }
}
