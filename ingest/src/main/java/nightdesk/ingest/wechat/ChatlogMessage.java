package nightdesk.ingest.wechat;

import java.util.List;
import nightdesk.ingest.Speaker;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The JSON of sjzar/chatlog: an array of messages with wxids, direction and a sequence number, without a message id. */
final class ChatlogMessage implements JsonShape {

    @Override
    public @Nullable String seen(JsonHead head) {
        return head.messagesHave("seq", "talker", "isSelf") ? "有序号、微信号和方向，没有消息编号" : null;
    }

    @Override
    public Surveyor surveyor(JsonHead head, ReadOptions options) {
        return new OwnId(options, ChatlogMessage::ownId);
    }

    @Override
    public Mapper mapper(JsonHead head, ReadOptions options, Survey survey, Notes notes) {
        return new Understood(new Casting(options, survey.ownId(), notes), new ExportTimes(options, notes), notes);
    }

    /** Returns the wxid of the account's owner where this message gives it away. */
    private static @Nullable String ownId(JsonNode node) {
        String sender = JsonCells.text(node, "sender");
        boolean own = node.path("isSelf").asBoolean(false)
                && SourceIds.isPersonId(sender)
                && !sender.equals(JsonCells.text(node, "talker"));
        return own ? sender : null;
    }

    private record Understood(Casting casting, ExportTimes times, Notes notes) implements Mapper {
        @Override
        public Entry.Row row(JsonObjects.Found found) {
            JsonNode node = found.node();
            JsonCells.mustBeObject(node);
            boolean room = node.path("isChatRoom").asBoolean(false);
            Entry.Talk talk =
                    SourceIds.talk("talker", JsonCells.text(node, "talker"), JsonCells.text(node, "talkerName"), room);
            Sender sender = sender(node, talk.group());
            Content said = said(node, sender);
            return Entry.Row.of(
                    found.number(),
                    key(node, talk.peer(), said),
                    talk,
                    speaker(said, talk, sender, node),
                    sender.id,
                    sender.name,
                    said,
                    times.written(JsonCells.text(node, "time")),
                    found.raw());
        }

        private Sender sender(JsonNode node, boolean group) {
            String id = JsonCells.text(node, "sender");
            if (group && !id.isEmpty() && !SourceIds.isPersonId(id)) {
                notes.count(Notes.Note.MENDED);
                return new Sender("", "", id + ":\n");
            }
            return new Sender(id, JsonCells.text(node, "senderName"), "");
        }

        /** A text that chatlog cut has no sender before it: the account's own. */
        private @Nullable Speaker speaker(Content said, Entry.Talk talk, Sender sender, JsonNode node) {
            boolean self = node.path("isSelf").asBoolean(false) || !sender.lost.isEmpty();
            return casting.speaker(said.kind(), talk, sender.id, sender.name, self);
        }

        @Override
        public String account() {
            return casting.account();
        }
    }

    /**
     * @param lost what chatlog took from the text: it cuts group texts at the first {@code :\n} even where no sender
     *     stands before it
     */
    private record Sender(String id, String name, String lost) {}

    /** The sequence alone is unique in a chat, as far as is known; the text makes sure that nothing is lost if not. */
    private static @Nullable String key(JsonNode node, String talker, Content said) {
        String seq = JsonCells.text(node, "seq").strip();
        return !SourceIds.isNumber(seq)
                ? null
                : String.join(
                        "\n",
                        "chatlog",
                        talker,
                        JsonCells.text(node, "seq"),
                        said.kind().type(),
                        said.kind().isWords() ? said.text() : "");
    }

    private static Content said(JsonNode node, Sender sender) {
        MessageKind kind = MessageKind.of(JsonCells.number(node, "type"), JsonCells.number(node, "subType"));
        String content = sender.lost + JsonCells.text(node, "content");
        if (kind.isEvent()) {
            return Content.notice(kind, content);
        }
        if (MessageKind.QUOTE.equals(kind)) {
            String words = Wording.isXml(content) ? Wording.title(content) : content;
            return Content.quote(words == null ? "" : words);
        }
        if (kind.isWords()) {
            return Content.text(Wording.withoutSender(sender.id, content));
        }
        return Content.other(kind, detail(node.path("contents"), content));
    }

    private static String detail(JsonNode contents, String content) {
        for (String field : List.of("title", "label", "desc")) {
            if (!JsonCells.text(contents, field).isBlank()) {
                return JsonCells.text(contents, field);
            }
        }
        return Wording.placeholderOf(content) == null ? content : "";
    }
}
