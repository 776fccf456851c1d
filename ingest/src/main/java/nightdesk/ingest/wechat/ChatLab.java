package nightdesk.ingest.wechat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import nightdesk.ingest.Speaker;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * ChatLab, the exchange format of WeFlow: a document, or one object for each line with {@code _type} header, member and
 * message. Whose account it is stands in the head; whom a private chat is with follows from its members.
 */
final class ChatLab implements JsonShape {
    private static final Set<String> WECHAT = Set.of("", "wechat", "weixin");
    private static final int MOST_MEMBERS = 5_000;
    private static final int MOST_LINES = 20_000;
    private static final Map<Long, MessageKind> KINDS = Map.ofEntries(
            Map.entry(0L, MessageKind.TEXT),
            Map.entry(1L, MessageKind.IMAGE),
            Map.entry(2L, MessageKind.VOICE),
            Map.entry(3L, MessageKind.VIDEO),
            Map.entry(4L, MessageKind.FILE),
            Map.entry(5L, MessageKind.EMOTION),
            Map.entry(7L, MessageKind.LINK),
            Map.entry(8L, MessageKind.LOCATION),
            Map.entry(20L, MessageKind.RED_PACKET),
            Map.entry(21L, MessageKind.TRANSFER),
            Map.entry(22L, MessageKind.PAT),
            Map.entry(23L, MessageKind.CALL),
            Map.entry(24L, MessageKind.LINK),
            Map.entry(25L, MessageKind.QUOTE),
            Map.entry(26L, MessageKind.MERGED),
            Map.entry(27L, MessageKind.CARD),
            Map.entry(80L, MessageKind.SYSTEM),
            Map.entry(81L, MessageKind.RECALL));

    private final boolean lines;

    /**
     * @param lines whether each line is an object of its own
     */
    ChatLab(boolean lines) {
        this.lines = lines;
    }

    @Override
    public @Nullable String seen(JsonHead head) {
        boolean fits = lines
                ? !head.isDocument() && head.messagesHave("_type")
                : head.isDocument() && head.node().has("chatlab");
        return fits ? "有微信号" + (lines ? "，每行一条" : "") : null;
    }

    @Override
    public Surveyor surveyor(JsonHead head, ReadOptions options) {
        return new Members(head, options, lines);
    }

    @Override
    public Mapper mapper(JsonHead head, ReadOptions options, Survey survey, Notes notes) {
        return new Understood(survey, options, notes);
    }

    /** Collects who takes part; under {@code chat} the chat itself. */
    private static final class Members implements Surveyor {
        private static final String CHAT = "chat";

        private final ReadOptions options;
        private final Map<String, Survey.Person> people = new LinkedHashMap<>();
        private @Nullable String ownerId;
        private boolean group;
        private String groupId = "";
        private String name = "";
        private int seen;

        Members(JsonHead head, ReadOptions options, boolean lines) {
            this.options = options;
            if (!lines) {
                meta(head.node().path("meta"));
                head.node().path("members").forEach(this::member);
            }
        }

        private void meta(JsonNode meta) {
            String platform = JsonCells.text(meta, "platform");
            if (!WECHAT.contains(platform)) {
                throw new UnreadableFile("平台：遇到 " + BadLine.shown(platform) + "，这里只读微信的聊天");
            }
            ownerId = JsonCells.first(meta, "ownerId");
            groupId = JsonCells.first(meta, "groupId");
            name = JsonCells.first(meta, "name");
            group = "group".equals(JsonCells.text(meta, "type"));
        }

        private void member(JsonNode member) {
            String id = JsonCells.first(member, "platformId");
            if (!id.isEmpty() && people.size() < MOST_MEMBERS) {
                people.put(id, new Survey.Person(id, JsonCells.first(member, "groupNickname", "accountName"), false));
            }
        }

        @Override
        public void see(JsonObjects.Found message) {
            JsonNode node = message.node();
            seen++;
            switch (JsonCells.text(node, "_type")) {
                case "header" -> meta(node.has("meta") ? node.path("meta") : node);
                case "member" -> member(node);
                default -> sender(node);
            }
        }

        private void sender(JsonNode node) {
            String id = JsonCells.first(node, "sender");
            if (!id.isEmpty() && !people.containsKey(id) && people.size() < MOST_MEMBERS) {
                people.put(id, new Survey.Person(id, JsonCells.first(node, "groupNickname", "accountName"), false));
            }
        }

        @Override
        public boolean enough() {
            return seen >= MOST_LINES;
        }

        @Override
        public Survey survey() {
            String own = ownerId == null || ownerId.isEmpty()
                    ? people.entrySet().stream()
                            .filter(person -> options.owner().is(person.getKey())
                                    || options.owner().is(person.getValue().name()))
                            .map(Map.Entry::getKey)
                            .findFirst()
                            .orElse(null)
                    : ownerId;
            Map<String, Survey.Person> all = new LinkedHashMap<>();
            all.put(CHAT, new Survey.Person(peer(own), name.isEmpty() ? null : name, group));
            return new Survey(own, own != null, all);
        }

        private @Nullable String peer(@Nullable String own) {
            if (group || !groupId.isEmpty()) {
                group = true;
                return groupId.isEmpty() ? null : groupId;
            }
            java.util.List<String> others = people.keySet().stream()
                    .filter(id -> !id.equals(own) && !"system".equals(id) && SourceIds.isPersonId(id))
                    .toList();
            return others.size() == 1 ? others.getFirst() : null;
        }
    }

    private static final class Understood implements Mapper {
        private final Survey survey;
        private final Casting casting;
        private final ExportTimes times;
        private final Entry.Talk talk;

        Understood(Survey survey, ReadOptions options, Notes notes) {
            this.survey = survey;
            this.casting = new Casting(options, survey.ownId(), notes);
            this.times = new ExportTimes(options, notes);
            Survey.Person chat = survey.people().get(Members.CHAT);
            String name = chat == null || chat.name() == null ? options.chatName() : chat.name();
            this.talk = chat == null || chat.id() == null
                    ? unnamed(name, chat)
                    : SourceIds.talk("sender", chat.id(), name, chat.several());
        }

        private static Entry.Talk unnamed(String name, Survey.@Nullable Person chat) {
            String known = name.isBlank() ? "未命名的会话" : name;
            return new Entry.Talk(known, true, chat != null && chat.several(), known);
        }

        @Override
        public Entry.@Nullable Row row(JsonObjects.Found found) {
            JsonNode node = found.node();
            JsonCells.mustBeObject(node);
            String type = JsonCells.text(node, "_type");
            if ("header".equals(type) || "member".equals(type)) {
                return null;
            }
            Instant sentAt = times.of(JsonCells.text(node, "timestamp"), "");
            String sender = JsonCells.first(node, "sender");
            Content said = said(node, sender);
            return Entry.Row.of(
                    found.number(),
                    key(node),
                    talk,
                    speaker(said.kind(), sender, node),
                    sender,
                    JsonCells.first(node, "groupNickname", "accountName"),
                    said,
                    sentAt,
                    found.raw());
        }

        private @Nullable Speaker speaker(MessageKind kind, String sender, JsonNode node) {
            String name = JsonCells.first(node, "accountName");
            // Who is not the owner is the other one, once the owner is known.
            boolean told = survey.ownId() != null && !talk.group() && !sender.isEmpty();
            Boolean own = told ? (Boolean) sender.equals(survey.ownId()) : null;
            return casting.speaker(kind, talk, sender, name, own);
        }

        private @Nullable String key(JsonNode node) {
            String id = JsonCells.first(node, "platformMessageId");
            String server = SourceIds.serverKey(id);
            boolean rounded = SourceIds.isRounded(id) && id.matches("[-+\\d.eE]+");
            return server != null || id.isEmpty() || rounded ? server : String.join("\n", "chatlab", talk.peer(), id);
        }

        private static Content said(JsonNode node, String sender) {
            long type = JsonCells.number(node, "type");
            MessageKind kind = KINDS.getOrDefault(type, new MessageKind("chatlab_" + type, "未知类型"));
            String content = JsonCells.text(node, "content");
            if (kind.isEvent()) {
                return Content.notice(kind, content);
            }
            if (MessageKind.QUOTE.equals(kind)) {
                return Content.quote(Wording.beforeTheQuote(content));
            }
            return kind.isWords()
                    ? Content.text(Wording.withoutSender(sender, content))
                    : Content.other(kind, Wording.bare(content));
        }

        @Override
        public String account() {
            return casting.account();
        }
    }
}
