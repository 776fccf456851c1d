package nightdesk.ingest.wechat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is behind each TalkerId of an old MemoTrace file. The number is not the wxid, and a row names only who wrote it:
 * whom the owner's own messages went to is known from the rows that came back. Its memory is that of the talkers, not of
 * the rows.
 */
final class MemoTraceTalkers {
    private static final int MOST = 200_000;

    private final CsvTable table;
    private final ReadOptions options;
    private final Map<String, Talker> talkers = new HashMap<>();
    private final int talkerId;
    private final int type;
    private final int isSender;
    private final int sender;
    private final int remark;
    private final int nickName;
    private @Nullable String ownId;

    MemoTraceTalkers(CsvTable table, ReadOptions options) {
        this.table = table;
        this.options = options;
        this.talkerId = table.column("TalkerId");
        this.type = table.column("Type");
        this.isSender = table.column("IsSender");
        this.sender = table.column("Sender");
        this.remark = table.column("Remark");
        this.nickName = table.column("NickName");
    }

    /**
     * @param peer whom the conversation is with
     * @param named whether that is not a wxid
     */
    record Known(
            String peer,
            boolean named,
            boolean group,
            @Nullable String name) {}

    void see(CsvRecords.Fields row) {
        String id = row.fields().get(talkerId).strip();
        if (talkers.size() >= MOST && !talkers.containsKey(id)) {
            return;
        }
        Talker talker = talkers.computeIfAbsent(id, any -> new Talker());
        if (sender < 0 || MessageKind.of(row.fields().get(type).strip()).isEvent()) {
            return;
        }
        String from = row.fields().get(sender).strip();
        boolean own = "1".equals(row.fields().get(isSender).strip())
                || options.owner().is(from);
        if (own && ownId == null && !from.isEmpty()) {
            ownId = from;
        } else if (!own && !from.isEmpty()) {
            talker.heard(from, name(row));
        }
    }

    Known known(String id) {
        Talker talker = talkers.get(id);
        String chat = talkers.size() == 1 && !options.chatName().isEmpty() ? options.chatName() : null;
        if (talker == null || talker.wxid == null) {
            return new Known("talker:" + id, true, false, chat);
        }
        return talker.group
                ? new Known("talker:" + id, true, true, chat)
                : new Known(talker.wxid, false, false, talker.name);
    }

    String account() {
        return options.owner().account(ownId);
    }

    @Nullable String ownId() {
        return ownId;
    }

    /** Returns the remark, else the nickname, of who wrote a row. */
    @Nullable String name(CsvRecords.Fields row) {
        String name = cell(row, remark);
        return name != null ? name : cell(row, nickName);
    }

    private static @Nullable String cell(CsvRecords.Fields row, int column) {
        if (column < 0 || row.fields().get(column).isBlank()) {
            return null;
        }
        return Wording.clean(row.fields().get(column).strip());
    }

    boolean hasSenders() {
        return table.has("Sender");
    }

    private static final class Talker {
        private @Nullable String wxid;
        private @Nullable String name;
        private boolean group;

        void heard(String from, @Nullable String fromName) {
            if (wxid == null) {
                wxid = from;
                name = fromName;
            }
            group |= !from.equals(wxid);
        }
    }
}
