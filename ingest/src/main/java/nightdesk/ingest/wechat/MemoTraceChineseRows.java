package nightdesk.ingest.wechat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightdesk.ingest.Speaker;
import org.jspecify.annotations.Nullable;

/** Understands the rows of a new MemoTrace file. */
final class MemoTraceChineseRows implements RowMapper {
    private static final Pattern QUOTED = Pattern.compile("\\n引用[：:]");
    private static final Pattern TITLE = Pattern.compile("标题[：:]\\s*(\\S[^\\n]*)");
    private static final Pattern LABEL = Pattern.compile("^【[^】]{1,12}】[：:]?\\s*");

    private final ReadOptions options;
    private final MemoTraceSenders senders;
    private final ExportTimes times;
    private final int id;
    private final int type;
    private final int sender;
    private final int time;
    private final int content;
    private final int remark;
    private final String peer;
    private final boolean group;
    private long rounded;
    private long guesses;

    MemoTraceChineseRows(CsvTable table, ReadOptions options, MemoTraceSenders senders) {
        this.options = options;
        this.senders = senders;
        this.times = new ExportTimes(options);
        this.id = table.column("消息ID");
        this.type = table.column("类型");
        this.sender = table.column("发送人");
        this.time = table.column("时间");
        this.content = table.column("内容");
        this.remark = table.column("备注");
        this.peer = senders.peer().isEmpty() ? "unnamed chat" : Wording.clean(senders.peer());
        this.group = senders.isGroup();
    }

    @Override
    public Entry.Row row(CsvRecords.Fields fields) {
        List<String> cells = fields.fields();
        Instant sentAt = times.written(cells.get(time));
        String name = Wording.clean(cells.get(sender).strip());
        Content said = said(kind(cells.get(type).strip()), Wording.clean(cells.get(content)));
        Speaker speaker =
                speaker(said.kind(), name, remark < 0 ? "" : cells.get(remark).strip());
        return new Entry.Row(
                fields.line(),
                key(cells.get(id)),
                peer,
                true,
                group,
                peer,
                speaker,
                null,
                name.isEmpty() ? null : name,
                said.kind().type(),
                said.text(),
                sentAt,
                said.keepsRaw() ? fields.raw() : null);
    }

    private static MessageKind kind(String type) {
        if (type.isEmpty()) {
            throw new BadLine("类型: met nothing, expected a type such as 文本");
        }
        return MessageKind.of(type);
    }

    private @Nullable String key(String cell) {
        String serverId = SourceIds.serverId(cell);
        rounded += SourceIds.isRounded(cell) ? 1 : 0;
        return serverId == null ? null : "server\n" + serverId;
    }

    private static Content said(MessageKind kind, String told) {
        if (kind.isEvent()) {
            return Content.notice(kind, told);
        }
        if (MessageKind.QUOTE.equals(kind)) {
            return Content.quote(beforeTheQuote(told));
        }
        return kind.isWords() ? Content.text(told) : Content.other(kind, detail(told));
    }

    private static String beforeTheQuote(String told) {
        Matcher matcher = QUOTED.matcher(told);
        return matcher.find() ? told.substring(0, matcher.start()) : told;
    }

    private static String detail(String told) {
        String bare = LABEL.matcher(told).replaceFirst("");
        Matcher title = TITLE.matcher(bare);
        return title.find() ? title.group(1) : bare;
    }

    private Speaker speaker(MessageKind kind, String name, String known) {
        if (kind.isEvent()) {
            return Speaker.SYSTEM;
        }
        if (senders.isOwner(name, known)) {
            return Speaker.STAFF;
        }
        guesses += group || !senders.ownerIsKnown() ? 1 : 0;
        return Speaker.PATIENT;
    }

    @Override
    public String account() {
        return options.owner().account(senders.guessedOwner());
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        String guessed = senders.guessedOwner();
        if (guessed != null) {
            notes.add("owner: " + guessed + " was taken for the owner, as the file is named after the other one");
        } else if (!options.owner().isKnown()) {
            notes.add("owner: none given; the account is kept as '" + Owner.UNKNOWN + "'");
        }
        if (guesses > 0) {
            notes.add("direction: " + guesses + " messages of " + senders.others()
                    + " people were taken as patients'; name the account's owner if one of them is yours");
        }
        if (rounded > 0) {
            notes.add("ids: " + rounded + " message ids were rounded by a spreadsheet; sender, time and text stand in");
        }
        return notes;
    }
}
