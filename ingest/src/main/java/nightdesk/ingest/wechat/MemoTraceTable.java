package nightdesk.ingest.wechat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.Speaker;
import org.jspecify.annotations.Nullable;

/**
 * MemoTrace (留痕) up to 1.x: twelve columns, the oldest nine, some with the index column of pandas in front. It has no
 * message id and, in the nine columns, neither names nor wxids. The TalkerId is not the wxid, and a row names only who
 * wrote it: whom the owner's own messages went to is known from the rows that came back.
 */
final class MemoTraceTable implements TableShape {
    private static final int MOST = 200_000;
    private static final String NUMBER = "[-+\\d.eE]{0,24}";

    @Override
    public List<String> required() {
        return List.of("localId", "TalkerId", "Type", "SubType", "IsSender", "CreateTime", "StrContent", "StrTime");
    }

    @Override
    public String seen(Table table) {
        String first = table.names().getFirst();
        boolean indexed = first.isEmpty() || first.startsWith("Unnamed");
        return (indexed ? "首列是 pandas 序号，" : "") + "没有消息编号" + (table.has("Sender") ? "" : "，没有姓名");
    }

    /** All columns before the content are numbers. */
    @Override
    public List<String> leading(Table table) {
        return table.names().subList(0, table.column("StrContent")).stream()
                .map(name -> NUMBER)
                .toList();
    }

    @Override
    public Surveyor surveyor(Table table, ReadOptions options) {
        return new Talkers(table, options);
    }

    @Override
    public RowMapper mapper(Table table, ReadOptions options, Survey survey, Notes notes) {
        if (!table.has("Sender")) {
            notes.say("文件里没有姓名和微信号，每个会话按文件中的编号保存");
        }
        return new MemoTraceRows(table, options, survey, notes);
    }

    /** Returns the remark, else the nickname, of who wrote a row. */
    static String name(Table table, Rows.Fields row) {
        String remark = table.cell(row, "Remark").strip();
        return Wording.clean(remark.isEmpty() ? table.cell(row, "NickName").strip() : remark);
    }

    /** Finds out who is behind each TalkerId. Its memory is that of the talkers, not of the rows. */
    private static final class Talkers implements Surveyor {
        private final Table table;
        private final ReadOptions options;
        private final Map<String, Survey.Person> talkers = new HashMap<>();
        private @Nullable String ownId;

        Talkers(Table table, ReadOptions options) {
            this.table = table;
            this.options = options;
        }

        @Override
        public void see(Rows.Fields row) {
            String id = table.cell(row, "TalkerId").strip();
            if (talkers.size() >= MOST && !talkers.containsKey(id)) {
                return;
            }
            Survey.Person talker = talkers.computeIfAbsent(id, any -> new Survey.Person(null, null, false));
            if (MessageKind.of(table.cell(row, "Type").strip()).isEvent()) {
                return;
            }
            String from = table.cell(row, "Sender").strip();
            boolean own = "1".equals(table.cell(row, "IsSender").strip())
                    || options.owner().is(from);
            if (own && ownId == null && !from.isEmpty()) {
                ownId = from;
            } else if (!own && !from.isEmpty()) {
                talkers.put(id, heard(talker, from, name(table, row)));
            }
        }

        private static Survey.Person heard(Survey.Person talker, String from, String name) {
            return talker.id() == null
                    ? new Survey.Person(from, name.isEmpty() ? null : name, false)
                    : new Survey.Person(talker.id(), talker.name(), talker.several() || !from.equals(talker.id()));
        }

        @Override
        public Survey survey() {
            return new Survey(ownId, ownId != null, talkers);
        }
    }

    /** Understands the rows. */
    private static final class MemoTraceRows implements RowMapper {
        private final Table table;
        private final ReadOptions options;
        private final Survey survey;
        private final Casting casting;
        private final ExportTimes times;

        MemoTraceRows(Table table, ReadOptions options, Survey survey, Notes notes) {
            this.table = table;
            this.options = options;
            this.survey = survey;
            this.casting = new Casting(options, survey.ownId(), notes);
            this.times = new ExportTimes(options, notes);
        }

        @Override
        public Entry.Row row(Rows.Fields fields) {
            var sentAt = times.seconds(table.cell(fields, "CreateTime"), table.cell(fields, "StrTime"));
            MessageKind kind = MessageKind.of(number(fields, "Type"), number(fields, "SubType"));
            String from = table.cell(fields, "Sender").strip();
            Entry.Talk talk = talk(table.cell(fields, "TalkerId").strip());
            Content said = said(kind, from, Wording.clean(table.cell(fields, "StrContent")));
            return Entry.Row.of(
                    fields.line(),
                    key(fields, sentAt.getEpochSecond(), from),
                    talk,
                    speaker(
                            said.kind(),
                            talk,
                            from,
                            table.cell(fields, "IsSender").strip()),
                    from,
                    name(table, fields),
                    said,
                    sentAt,
                    fields.raw());
        }

        private Entry.Talk talk(String id) {
            Survey.Person talker = survey.people().get(id);
            String chat = survey.people().size() == 1 && !options.chatName().isEmpty() ? options.chatName() : null;
            if (talker == null || talker.id() == null) {
                return new Entry.Talk("talker:" + id, true, false, chat);
            }
            return talker.several()
                    ? new Entry.Talk("talker:" + id, true, true, chat)
                    : new Entry.Talk(talker.id(), false, false, talker.name());
        }

        /** The row number of a merged database is unique only together with what the row says. */
        private @Nullable String key(Rows.Fields fields, long second, String from) {
            String id = table.cell(fields, "localId").strip();
            return !SourceIds.isNumber(id) && !"0".equals(id)
                    ? null
                    : String.join(
                            "\n",
                            "memotrace",
                            id,
                            String.valueOf(second),
                            from,
                            table.cell(fields, "Type").strip(),
                            Wording.clean(table.cell(fields, "StrContent")));
        }

        private long number(Rows.Fields fields, String name) {
            String cell = table.cell(fields, name).strip();
            try {
                return Long.parseLong(cell);
            } catch (NumberFormatException e) {
                throw new BadLine(name + "：遇到 " + BadLine.shown(cell) + "，应为数字");
            }
        }

        private static Content said(MessageKind kind, String from, String told) {
            if (kind.isEvent()) {
                return Content.notice(kind, told);
            }
            if (MessageKind.QUOTE.equals(kind)) {
                String words = Wording.isXml(told) ? Wording.title(told) : told;
                return words == null || words.isBlank()
                        ? Content.other(new MessageKind("quote", "引用回复"), null)
                        : Content.quote(words);
            }
            return kind.isWords()
                    ? Content.text(Wording.withoutSender(from, told))
                    : Content.other(kind, Wording.isXml(told) ? Wording.title(told) : told);
        }

        private @Nullable Speaker speaker(MessageKind kind, Entry.Talk talk, String from, String sent) {
            if (!"0".equals(sent) && !"1".equals(sent) && !kind.isEvent()) {
                throw new BadLine("IsSender：遇到 " + BadLine.shown(sent) + "，应为 0 或 1");
            }
            // Whom a chat is with was found out by who is not the owner: its direction is as given.
            return "1".equals(sent) && !kind.isEvent() ? Speaker.STAFF : casting.speaker(kind, talk, from, "", false);
        }

        @Override
        public String account() {
            return casting.account();
        }
    }
}
