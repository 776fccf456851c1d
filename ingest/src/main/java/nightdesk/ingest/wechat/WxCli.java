package nightdesk.ingest.wechat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import nightdesk.ingest.Speaker;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * wx-cli: a document about one chat. The time that is written stops at the minute; the seconds beside it and the number
 * in the database keep messages and their order apart. It does not say which messages the owner sent: in a chat of two,
 * who is not called like the chat is the owner.
 */
final class WxCli implements JsonShape {
    private static final int SAMPLE = 20_000;

    @Override
    public @Nullable String seen(JsonHead head) {
        boolean fits =
                head.isDocument() && head.node().has("chat") && head.node().has("username");
        return fits ? "有编号，没有方向，时间以秒数为准" : null;
    }

    @Override
    public Surveyor surveyor(JsonHead head, ReadOptions options) {
        Map<String, Survey.Person> people = new LinkedHashMap<>();
        return new Surveyor() {
            private int seen;

            @Override
            public void see(JsonObjects.Found message) {
                seen++;
                String name = JsonCells.first(message.node(), "sender");
                if (!name.isEmpty() && people.size() < 100) {
                    people.putIfAbsent(name, new Survey.Person(null, name, false));
                }
            }

            @Override
            public boolean enough() {
                return seen >= SAMPLE;
            }

            @Override
            public Survey survey() {
                return new Survey(null, false, people);
            }
        };
    }

    @Override
    public Mapper mapper(JsonHead head, ReadOptions options, Survey survey, Notes notes) {
        return new Understood(head, options, survey, notes);
    }

    private static final class Understood implements Mapper {
        private final Entry.Talk talk;
        private final ReadOptions options;
        private final Survey survey;
        private final Casting casting;
        private final ExportTimes times;
        private final Notes notes;

        Understood(JsonHead head, ReadOptions options, Survey survey, Notes notes) {
            boolean group = Boolean.TRUE.equals(JsonCells.truth(head.node(), "is_group"));
            String kind = head.at("chat_type");
            if ("official_account".equals(kind) || "folded".equals(kind)) {
                throw new UnreadableFile("会话：遇到公众号或折叠的会话，不是与人的聊天");
            }
            this.talk = SourceIds.talk("username", head.at("username"), head.at("chat"), group);
            this.options = options;
            this.survey = survey;
            this.casting = new Casting(options, null, notes);
            this.times = new ExportTimes(options, notes);
            this.notes = notes;
        }

        @Override
        public Entry.Row row(JsonObjects.Found found) {
            JsonNode node = found.node();
            JsonCells.mustBeObject(node);
            Instant sentAt = times.of(JsonCells.text(node, "timestamp"), JsonCells.first(node, "time"));
            String id = JsonCells.first(node, "sender_username");
            String name = JsonCells.first(node, "sender_group_nickname", "sender_contact_display", "sender");
            Content said = said(node, id);
            return Entry.Row.of(
                    found.number(),
                    key(node, sentAt),
                    talk,
                    speaker(said.kind(), id, name),
                    id,
                    name,
                    said,
                    sentAt,
                    found.raw());
        }

        private @Nullable Speaker speaker(MessageKind kind, String id, String name) {
            if (talk.group() || kind.isEvent() || !id.isEmpty()) {
                return casting.speaker(kind, talk, id, name, null);
            }
            notes.count(Notes.Note.DIRECTION);
            if (Senders.ME.equals(name) || options.owner().is(name)) {
                return Speaker.STAFF;
            }
            if (name.equals(talk.name())) {
                return Speaker.PATIENT;
            }
            boolean otherIsPatient =
                    survey.people().size() == 2 && survey.people().containsKey(String.valueOf(talk.name()));
            return otherIsPatient ? Speaker.STAFF : null;
        }

        private @Nullable String key(JsonNode node, Instant sentAt) {
            String local = JsonCells.first(node, "local_id");
            return SourceIds.isNumber(local)
                    ? String.join("\n", "wx-cli", talk.peer(), String.valueOf(sentAt.getEpochSecond()), local)
                    : null;
        }

        private static Content said(JsonNode node, String id) {
            MessageKind kind = MessageKind.of(JsonCells.first(node, "type"));
            String content = JsonCells.text(node, "content");
            if (kind.isEvent()) {
                return Content.notice(kind, content);
            }
            if (MessageKind.QUOTE.equals(kind)) {
                return Content.quote(Wording.beforeTheQuote(content));
            }
            return kind.isWords()
                    ? Content.text(Wording.withoutSender(id, content))
                    : Content.other(kind, Wording.bare(content));
        }

        @Override
        public String account() {
            return casting.account();
        }
    }
}
