package nightdesk.ingest.wechat;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which ids of a source may be believed. */
final class SourceIds {
    /** Talkers that are WeChat itself and no person. */
    private static final Set<String> WECHAT_ITSELF =
            Set.of("filehelper", "newsapp", "weixin", "fmessage", "medianote", "floatbottle", "qqmail", "tmessage");

    private static final Pattern DIGITS = Pattern.compile("[1-9]\\d{0,19}");
    private static final Pattern PERSON = Pattern.compile("[A-Za-z0-9_@.\\-]+");
    private static final int DOUBLE_DIGITS = 16;

    private SourceIds() {}

    /**
     * Returns the id, or null where it is none: empty, 0, or what a spreadsheet leaves of 19 digits ({@code 7.2389E+18},
     * or the last digits as zeros, which are those a double cannot hold).
     */
    static @Nullable String serverId(String cell) {
        String id = cell.strip();
        boolean rounded = id.length() >= DOUBLE_DIGITS && id.endsWith("0000");
        return DIGITS.matcher(id).matches() && !rounded ? id : null;
    }

    /** Returns the key of a message with this id of WeChat's server; null where it is none. */
    static @Nullable String serverKey(String cell) {
        String id = serverId(cell);
        return id == null ? null : "server\n" + id;
    }

    /** Returns whether this is a number other than 0. */
    static boolean isNumber(String id) {
        return DIGITS.matcher(id).matches();
    }

    /** Returns whether a cell holds a number that a spreadsheet has rounded. */
    static boolean isRounded(String cell) {
        String id = cell.strip();
        return !id.isEmpty() && !"0".equals(id) && serverId(id) == null;
    }

    /** Returns whether this could be the id of a person or a group, and not a name or a piece of text. */
    static boolean isPersonId(String id) {
        return PERSON.matcher(id).matches();
    }

    static boolean isGroup(String id) {
        return id.endsWith("@chatroom");
    }

    /** Returns whether this is a colleague's WeCom account as personal WeChat shows it. */
    static boolean isWecomContact(String id) {
        return id.endsWith("@openim");
    }

    /** Returns whether messages with this talker are not chats with a person: WeChat's own accounts, official accounts. */
    static boolean isNoPerson(String talker) {
        return WECHAT_ITSELF.contains(talker) || talker.startsWith("gh_");
    }

    /**
     * Returns the conversation with this other end, or throws a {@link BadLine} when that is nobody.
     *
     * @param field what the exporter calls it
     */
    static Entry.Talk talk(String field, String id, String name, boolean group) {
        String peer = Wording.clean(id.strip());
        if (peer.isEmpty()) {
            throw new BadLine(field + "：遇到空白，应为微信号或群号");
        }
        if (isNoPerson(peer)) {
            throw new BadLine(field + "：遇到 " + BadLine.shown(peer) + "，是微信自己的或公众号的，不是与人的聊天");
        }
        String called = Wording.clean(name.strip());
        return new Entry.Talk(peer, false, group || isGroup(peer), called.isEmpty() ? null : called);
    }
}
