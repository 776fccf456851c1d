package nightdesk.ingest.wechat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightdesk.ingest.Speaker;
import org.jspecify.annotations.Nullable;

/** Understands the rows of an old MemoTrace file. */
final class MemoTraceRows implements RowMapper {
    private final ReadOptions options;
    private final MemoTraceTalkers talkers;
    private final ExportTimes times;
    private final int localId;
    private final int talkerId;
    private final int type;
    private final int subType;
    private final int isSender;
    private final int createTime;
    private final int content;
    private final int writtenTime;
    private final int sender;
    private long groupGuesses;

    MemoTraceRows(CsvTable table, ReadOptions options, MemoTraceTalkers talkers) {
        this.options = options;
        this.talkers = talkers;
        this.times = new ExportTimes(options);
        this.localId = table.column("localId");
        this.talkerId = table.column("TalkerId");
        this.type = table.column("Type");
        this.subType = table.column("SubType");
        this.isSender = table.column("IsSender");
        this.createTime = table.column("CreateTime");
        this.content = table.column("StrContent");
        this.writtenTime = table.column("StrTime");
        this.sender = table.column("Sender");
    }

    @Override
    public Entry.Row row(CsvRecords.Fields fields) {
        List<String> cells = fields.fields();
        Instant sentAt = times.seconds(cells.get(createTime), cells.get(writtenTime));
        MessageKind kind = MessageKind.of(number(cells, type, "Type"), number(cells, subType, "SubType"));
        String from = sender < 0 ? "" : cells.get(sender).strip();
        MemoTraceTalkers.Known talker = talkers.known(cells.get(talkerId).strip());
        String told = Wording.clean(cells.get(content));
        Content said = said(kind, from, told);
        Speaker speaker = speaker(said.kind(), cells.get(isSender).strip(), from, talker);
        return new Entry.Row(
                fields.line(),
                key(cells, sentAt, from),
                talker.peer(),
                talker.named(),
                talker.group(),
                talker.name(),
                speaker,
                from.isEmpty() ? null : from,
                talkers.name(fields),
                said.kind().type(),
                said.text(),
                sentAt,
                said.keepsRaw() ? fields.raw() : null);
    }

    /** The row number of a merged database is unique only together with what the row says. */
    private @Nullable String key(List<String> cells, Instant sentAt, String from) {
        String id = cells.get(localId).strip();
        return !SourceIds.isNumber(id) && !"0".equals(id)
                ? null
                : String.join(
                        "\n",
                        "memotrace",
                        id,
                        String.valueOf(sentAt.getEpochSecond()),
                        from,
                        cells.get(type).strip(),
                        Wording.clean(cells.get(content)));
    }

    private static long number(List<String> cells, int column, String name) {
        String cell = cells.get(column).strip();
        try {
            return Long.parseLong(cell);
        } catch (NumberFormatException e) {
            throw new BadLine(name + ": met " + BadLine.shown(cell) + ", expected a number");
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
        if (kind.isWords()) {
            return Content.text(withoutPrefix(from, told));
        }
        return Content.other(kind, Wording.isXml(told) ? Wording.title(told) : told);
    }

    /** Group text may begin with its sender's id; only exactly that is taken away, as texts may look like it. */
    private static String withoutPrefix(String from, String told) {
        String prefix = from + ":\n";
        return !from.isEmpty() && told.startsWith(prefix) ? told.substring(prefix.length()) : told;
    }

    private Speaker speaker(MessageKind kind, String sent, String from, MemoTraceTalkers.Known talker) {
        if (kind.isEvent()) {
            return Speaker.SYSTEM;
        }
        if ("1".equals(sent) || options.owner().is(from) || SourceIds.isWecomContact(from)) {
            return Speaker.STAFF;
        }
        if (!"0".equals(sent)) {
            throw new BadLine("IsSender: met " + BadLine.shown(sent) + ", expected 0 or 1");
        }
        groupGuesses += talker.group() ? 1 : 0;
        return Speaker.PATIENT;
    }

    @Override
    public String account() {
        return talkers.account();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        String ownId = talkers.ownId();
        if (!options.owner().isKnown()) {
            notes.add(
                    ownId == null
                            ? "owner: none given and none found in the file, taken as '" + Owner.UNKNOWN + "'"
                            : "owner: none given, taken as " + ownId + ", who wrote the messages that were sent");
        }
        if (!talkers.hasSenders()) {
            notes.add("people: the file names nobody; each conversation is kept under the number it has in the file");
        }
        if (groupGuesses > 0) {
            notes.add("groups: " + groupGuesses + " messages by members who are not the owner were taken as patients'");
        }
        return notes;
    }
}
