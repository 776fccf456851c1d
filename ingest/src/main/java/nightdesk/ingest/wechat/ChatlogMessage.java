package nightdesk.ingest.wechat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightdesk.ingest.Speaker;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Understands the messages of a chatlog export. */
final class ChatlogMessage {
    private final ReadOptions options;
    private final @Nullable String ownId;
    private final ExportTimes times;
    private long groupGuesses;
    private long corrected;
    private long mended;

    ChatlogMessage(ReadOptions options, @Nullable String ownId) {
        this.options = options;
        this.ownId = ownId;
        this.times = new ExportTimes(options);
    }

    /** Returns the wxid of the account's owner where this message gives it away. */
    static @Nullable String ownId(JsonNode node) {
        String sender = text(node, "sender");
        boolean own = node.path("isSelf").asBoolean(false)
                && SourceIds.isPersonId(sender)
                && !sender.equals(text(node, "talker"));
        return own ? sender : null;
    }

    Entry.Row row(JsonObjects.Found found) {
        JsonNode node = found.node();
        String talker = talker(node);
        boolean group = node.path("isChatRoom").asBoolean(false) || SourceIds.isGroup(talker);
        Instant sentAt = times.written(text(node, "time"));
        Sender sender = sender(node, group);
        Content said = said(node, sender);
        Speaker speaker = speaker(said.kind(), node, sender, talker, group);
        String talkerName = text(node, "talkerName");
        return new Entry.Row(
                found.number(),
                key(node, talker, said),
                talker,
                false,
                group,
                talkerName.isBlank() ? null : talkerName,
                speaker,
                sender.id.isEmpty() ? null : sender.id,
                sender.name.isEmpty() ? null : sender.name,
                said.kind().type(),
                said.text(),
                sentAt,
                said.keepsRaw() ? found.raw() : null);
    }

    private static String talker(JsonNode node) {
        if (!node.isObject()) {
            throw new BadLine("met no message, expected an object with time, talker and content");
        }
        String talker = text(node, "talker");
        if (talker.isBlank()) {
            throw new BadLine("talker: met nothing, expected a wxid or a group");
        }
        if (SourceIds.isNoPerson(talker)) {
            throw new BadLine("talker: met " + BadLine.shown(talker) + ", which is no person; expected a chat");
        }
        return talker;
    }

    /**
     * @param lost what chatlog took from the text: it cuts group texts at the first {@code :\n} even where no sender
     *     stands before it
     */
    private record Sender(String id, String name, String lost) {}

    private Sender sender(JsonNode node, boolean group) {
        String id = text(node, "sender");
        if (group && !id.isEmpty() && !SourceIds.isPersonId(id)) {
            mended++;
            return new Sender("", "", id + ":\n");
        }
        return new Sender(id, text(node, "senderName"), "");
    }

    /** The sequence alone is unique in a chat, as far as is known; the text makes sure that nothing is lost if not. */
    private static @Nullable String key(JsonNode node, String talker, Content said) {
        String seq = text(node, "seq").strip();
        return !SourceIds.isNumber(seq)
                ? null
                : String.join(
                        "\n",
                        "chatlog",
                        talker,
                        text(node, "seq"),
                        said.kind().type(),
                        said.kind().isWords() ? said.text() : "");
    }

    private static Content said(JsonNode node, Sender sender) {
        MessageKind kind = MessageKind.of(number(node, "type"), number(node, "subType"));
        String content = sender.lost + text(node, "content");
        if (kind.isEvent()) {
            return Content.notice(kind, content);
        }
        if (MessageKind.QUOTE.equals(kind)) {
            String words = Wording.isXml(content) ? Wording.title(content) : content;
            return Content.quote(words == null ? "" : words);
        }
        if (kind.isWords()) {
            return Content.text(withoutPrefix(sender.id, content));
        }
        return Content.other(kind, detail(node.path("contents"), content));
    }

    private static String withoutPrefix(String id, String content) {
        String prefix = id + ":\n";
        return !id.isEmpty() && content.startsWith(prefix) ? content.substring(prefix.length()) : content;
    }

    private static String detail(JsonNode contents, String content) {
        for (String field : List.of("title", "label", "desc")) {
            if (!text(contents, field).isBlank()) {
                return text(contents, field);
            }
        }
        return Wording.placeholderOf(content) == null ? content : "";
    }

    private Speaker speaker(MessageKind kind, JsonNode node, Sender sender, String talker, boolean group) {
        if (kind.isEvent()) {
            return Speaker.SYSTEM;
        }
        if (options.owner().is(sender.id) || sender.id.equals(ownId) || SourceIds.isWecomContact(sender.id)) {
            return Speaker.STAFF;
        }
        boolean self = node.path("isSelf").asBoolean(false);
        if (!group && sender.id.equals(talker)) {
            corrected += self ? 1 : 0;
            return Speaker.PATIENT;
        }
        groupGuesses += group && !self ? 1 : 0;
        return self || !sender.lost.isEmpty() ? Speaker.STAFF : Speaker.PATIENT;
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (corrected > 0) {
            notes.add("direction: " + corrected
                    + " messages marked as sent came from the other person and were taken so");
        }
        if (groupGuesses > 0) {
            notes.add("groups: " + groupGuesses + " messages by members who are not the owner were taken as patients'");
        }
        if (mended > 0) {
            notes.add(
                    "groups: " + mended + " texts whose first line stood in the place of the sender were put together");
        }
        return notes;
    }

    private static long number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (!value.isIntegralNumber() && !text(node, field).matches("\\d{1,18}")) {
            throw new BadLine(field + ": met " + BadLine.shown(value.toString()) + ", expected a number");
        }
        return value.isIntegralNumber() ? value.asLong(0) : Long.parseLong(text(node, field));
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? Wording.clean(value.asString()) : "";
    }
}
