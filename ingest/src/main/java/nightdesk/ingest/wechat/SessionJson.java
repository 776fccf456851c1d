package nightdesk.ingest.wechat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * WeFlow, CipherTalk and WeChatDataAnalysis: a document about one chat, with messages that say whether the owner sent
 * them, by whom they are and which number they have at the server. They differ in the names of the fields alone.
 */
final class SessionJson implements JsonShape {
    private static final String[] SERVER_ID = {"platformMessageId", "serverId"};
    private static final String[] SENDER = {"senderUsername"};
    private static final String[] SENDER_NAME = {"groupNickname", "senderDisplayName"};
    private static final String[] OWN = {"isSend", "isSent"};

    private final Tool tool;

    SessionJson(Tool tool) {
        this.tool = tool;
    }

    /** Where a tool says whose chat it is. */
    enum Tool {
        WEFLOW("weflow", "session", "wxid", "displayName", "有消息编号、微信号和方向"),
        WEFLOW_API("", "", "talker", "", "接口返回的一页，有消息编号、微信号和方向"),
        CIPHERTALK("exportInfo", "session", "wxid", "displayName", "有消息编号、微信号和方向"),
        ANALYSIS("schemaVersion", "conversation", "username", "displayName", "有消息编号、微信号和方向");

        private final String mark;
        private final String session;
        private final String id;
        private final String name;
        private final String seen;

        Tool(String mark, String session, String id, String name, String seen) {
            this.mark = mark;
            this.session = session;
            this.id = id;
            this.name = name;
            this.seen = seen;
        }

        private JsonNode sessionOf(JsonHead head) {
            return session.isEmpty() ? head.node() : head.node().path(session);
        }

        private boolean fits(JsonHead head) {
            boolean marked =
                    mark.isEmpty() ? head.node().has("success") : head.node().has(mark);
            return marked
                    && (session.isEmpty() ? head.node().has(id) : head.node().has(session));
        }
    }

    @Override
    public @Nullable String seen(JsonHead head) {
        return head.isDocument() && tool.fits(head) ? tool.seen : null;
    }

    @Override
    public Surveyor surveyor(JsonHead head, ReadOptions options) {
        String peer = JsonCells.text(tool.sessionOf(head), tool.id);
        return new OwnId(options, node -> {
            String sender = JsonCells.first(node, SENDER);
            boolean own = Boolean.TRUE.equals(own(node)) && SourceIds.isPersonId(sender) && !sender.equals(peer);
            return own ? sender : null;
        });
    }

    private static @Nullable Boolean own(JsonNode node) {
        for (String field : OWN) {
            Boolean own = JsonCells.truth(node, field);
            if (own != null) {
                return own;
            }
        }
        return null;
    }

    @Override
    public Mapper mapper(JsonHead head, ReadOptions options, Survey survey, Notes notes) {
        return new Understood(tool, tool.sessionOf(head), options, survey, notes);
    }

    private static final class Understood implements Mapper {
        private final Tool tool;
        private final JsonNode session;
        private final Casting casting;
        private final ExportTimes times;
        private final Notes notes;

        Understood(Tool tool, JsonNode session, ReadOptions options, Survey survey, Notes notes) {
            this.tool = tool;
            this.session = session;
            this.casting = new Casting(options, survey.ownId(), notes);
            this.times = new ExportTimes(options, notes);
            this.notes = notes;
        }

        @Override
        public Entry.Row row(JsonObjects.Found found) {
            JsonNode node = found.node();
            JsonCells.mustBeObject(node);
            Instant sentAt = times.of(
                    JsonCells.text(node, "createTime"), JsonCells.first(node, "formattedTime", "createTimeText"));
            Entry.Talk talk = talk(node);
            String sender = JsonCells.first(node, SENDER);
            String name = JsonCells.first(node, SENDER_NAME);
            Content said = said(kind(node), sender, node);
            return Entry.Row.of(
                    found.number(),
                    key(node, talk.peer(), sentAt),
                    talk,
                    casting.speaker(said.kind(), talk, sender, name, own(node)),
                    sender,
                    name,
                    said,
                    sentAt,
                    found.raw());
        }

        private Entry.Talk talk(JsonNode node) {
            String own = JsonCells.text(session, tool.id).strip();
            String id = own.isEmpty() ? JsonCells.first(node, "conversationUsername") : own;
            String name = JsonCells.first(session, "remark", tool.name, "nickname");
            boolean group = Boolean.TRUE.equals(JsonCells.truth(session, "isGroup"))
                    || "群聊".equals(JsonCells.text(session, "type"))
                    || "group".equals(JsonCells.text(session, "type"));
            if (id.startsWith("hidden") || "已隐藏".equals(name)) {
                notes.count(Notes.Note.MASKED);
                return new Entry.Talk(id.isEmpty() ? "已隐藏" : id, true, group, "已隐藏");
            }
            return SourceIds.talk(tool.id, id, name, group);
        }

        private static @Nullable String key(JsonNode node, String peer, Instant sentAt) {
            String server = SourceIds.serverKey(JsonCells.first(node, SERVER_ID));
            String local = JsonCells.text(node, "localId").strip();
            if (server != null || !SourceIds.isNumber(local)) {
                return server;
            }
            return String.join("\n", "local", peer, local, String.valueOf(sentAt.getEpochSecond()));
        }

        /** The number is exact; a name stands in where it is missing. */
        private static MessageKind kind(JsonNode node) {
            String number = JsonCells.first(node, "localType");
            String type = JsonCells.first(node, "type");
            if (number.matches("\\d{1,18}")) {
                return MessageKind.of(Long.parseLong(number), 0);
            }
            if (type.matches("\\d{1,18}") && !"0".equals(type)) {
                return MessageKind.of(Long.parseLong(type), 0);
            }
            return MessageKind.of(type.isEmpty() ? JsonCells.first(node, "renderType") : type);
        }

        private static Content said(MessageKind kind, String sender, JsonNode node) {
            String content = JsonCells.first(node, "content", "parsedContent");
            if (kind.isEvent()) {
                return Content.notice(kind, content);
            }
            if (MessageKind.QUOTE.equals(kind)) {
                String words = Wording.isXml(content) ? Wording.title(content) : Wording.beforeTheQuote(content);
                return Content.quote(words == null ? "" : words);
            }
            if (kind.isWords()) {
                return Content.text(Wording.withoutSender(sender, JsonCells.text(node, "content")));
            }
            String title = JsonCells.first(node, "voiceTranscript", "title", "amount");
            return Content.other(kind, title.isEmpty() ? Wording.bare(content) : title);
        }

        @Override
        public String account() {
            return casting.account();
        }
    }
}
