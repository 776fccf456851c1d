package nightdesk.ingest.wechat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightdesk.ingest.Speaker;

/** Understands the rows of chatlog's CSV. */
final class ChatlogCsvRows implements RowMapper {
    private final ReadOptions options;
    private final ExportTimes times;
    private final int time;
    private final int senderName;
    private final int sender;
    private final int talkerName;
    private final int talker;
    private final int content;
    private long groupGuesses;

    ChatlogCsvRows(CsvTable table, ReadOptions options) {
        this.options = options;
        this.times = new ExportTimes(options);
        this.time = table.column("Time");
        this.senderName = table.column("SenderName");
        this.sender = table.column("Sender");
        this.talkerName = table.column("TalkerName");
        this.talker = table.column("Talker");
        this.content = table.column("Content");
    }

    @Override
    public Entry.Row row(CsvRecords.Fields fields) {
        List<String> cells = fields.fields();
        Instant sentAt = times.written(cells.get(time));
        String peer = peer(cells.get(talker).strip());
        boolean group = SourceIds.isGroup(peer);
        String from = cells.get(sender).strip();
        Content said = said(Wording.clean(cells.get(content)));
        String name = Wording.clean(cells.get(senderName).strip());
        String peerName = Wording.clean(cells.get(talkerName).strip());
        return new Entry.Row(
                fields.line(),
                null,
                peer,
                false,
                group,
                peerName.isEmpty() ? null : peerName,
                speaker(said.kind(), from, peer, group),
                from.isEmpty() ? null : from,
                name.isEmpty() ? null : name,
                said.kind().type(),
                said.text(),
                sentAt,
                said.keepsRaw() ? fields.raw() : null);
    }

    private static String peer(String talker) {
        if (talker.isEmpty()) {
            throw new BadLine("Talker: met nothing, expected a wxid or a group");
        }
        if (SourceIds.isNoPerson(talker)) {
            throw new BadLine("Talker: met " + BadLine.shown(talker) + ", which is no person; expected a chat");
        }
        return talker;
    }

    private static Content said(String told) {
        return Wording.isRecall(told) && told.length() < 100
                ? Content.notice(MessageKind.RECALL, told)
                : Content.text(told);
    }

    /** Own messages of private chats have no sender, or one who is not the talker. */
    private Speaker speaker(MessageKind kind, String from, String peer, boolean group) {
        if (kind.isEvent()) {
            return Speaker.SYSTEM;
        }
        boolean own = from.isEmpty() || options.owner().is(from) || SourceIds.isWecomContact(from);
        if (own || (!group && !from.equals(peer))) {
            return Speaker.STAFF;
        }
        groupGuesses += group ? 1 : 0;
        return Speaker.PATIENT;
    }

    @Override
    public String account() {
        return options.owner().account(null);
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add("ids: the format has none; sender, time and text stand in, equal ones are told apart by their order");
        if (!options.owner().isKnown()) {
            notes.add("owner: none given; the account is kept as '" + Owner.UNKNOWN + "'");
        }
        if (groupGuesses > 0) {
            notes.add("groups: " + groupGuesses + " messages by members who are not the owner were taken as patients'");
        }
        return notes;
    }
}
