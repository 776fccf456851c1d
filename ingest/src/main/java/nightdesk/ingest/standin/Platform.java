package nightdesk.ingest.standin;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nightdesk.ingest.Json;
import nightdesk.ingest.WecomStandIn.Sent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The state of the platform and its rules; no I/O. Every method holds the one lock for a few microseconds. */
final class Platform {
    private static final int MAX_TEXT_BYTES = 2048;
    private static final Duration WELCOME_LIFE = Duration.ofSeconds(20);

    private final long seed;
    private final Clock clock;
    private final Map<String, Desk> desks = new LinkedHashMap<>();
    private final Map<String, String> nicknames = new LinkedHashMap<>();
    private final Map<String, String> unionids = new HashMap<>();
    private final Map<String, Code> codes = new HashMap<>();
    private final List<Sent> sent = new ArrayList<>();
    private long numbers;

    Platform(long seed, Clock clock, List<String> openKfIds) {
        this.seed = seed;
        this.clock = clock;
        openKfIds.forEach(id -> desks.put(id, new Desk(id, clock)));
    }

    synchronized String firstDesk() {
        return desks.keySet().iterator().next();
    }

    synchronized void meet(String openKfId, String externalUserId, String nickname) {
        nicknames.put(externalUserId, nickname);
        desk(openKfId).session(externalUserId);
    }

    synchronized Notice customerSends(Chat chat, String msgtype, Map<String, ?> body, Instant at) {
        desk(chat.openKfId()).session(chat.externalUserId()).customerWrote();
        ObjectNode message = chatMessage(chat, 3, msgtype, at);
        message.set(msgtype, Json.MAPPER.valueToTree(body));
        return record(chat.openKfId(), message);
    }

    synchronized Notice customerEnters(Chat chat, String scene, String sceneParam, Instant at) {
        boolean greet = desk(chat.openKfId()).session(chat.externalUserId()).customerEntered();
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("scene", scene);
        more.put("scene_param", sceneParam);
        if (greet) {
            more.put("welcome_code", code(chat, WELCOME_LIFE));
        }
        return event(chat, "enter_session", at, more);
    }

    private String code(Chat chat, Duration life) {
        String code = "CODE" + Credentials.letters(random(), 24);
        codes.put(code, new Code(chat, clock.instant().plus(life)));
        return code;
    }

    /** Accepts a text by code, once and in time, or refuses it. */
    synchronized Sent sendOnEvent(String code, @Nullable String msgid, String words) {
        Code known = codes.remove(code);
        if (known == null || !clock.instant().isBefore(known.until())) {
            throw new Refusal(40029, "invalid code");
        }
        Chat chat = known.chat();
        Desk desk = desk(chat.openKfId());
        String id = msgid == null ? "sys_" + Credentials.letters(random(), 20) : msgid;
        desk.checkMsgid(id);
        checkWords("text", words);
        desk.usedMsgid(id);
        desk.session(chat.externalUserId()).welcomed();
        Sent accepted = new Sent(id, chat.openKfId(), chat.externalUserId(), "text", words, clock.instant(), true);
        sent.add(accepted);
        return accepted;
    }

    synchronized Notice servicerRecalls(Chat chat, String servicer, String msgid, Instant at) {
        return event(chat, "servicer_recall_msg", at, Map.of("recall_msgid", msgid, "servicer_userid", servicer));
    }

    synchronized Notice servicerTakes(Chat chat, String servicer, Instant at) {
        Session session = desk(chat.openKfId()).session(chat.externalUserId());
        int change = session.state() == Session.ENDED ? 4 : session.state() == Session.SERVICER ? 2 : 1;
        session.set(Session.SERVICER, servicer);
        return event(
                chat,
                "session_status_change",
                at,
                Map.of(
                        "change_type",
                        change,
                        "new_servicer_userid",
                        servicer,
                        "msg_code",
                        code(chat, Duration.ofDays(2))));
    }

    synchronized Notice servicerEnds(Chat chat, Instant at) {
        Session session = desk(chat.openKfId()).session(chat.externalUserId());
        String servicer = String.valueOf(session.servicer());
        session.set(Session.ENDED, null);
        return event(
                chat,
                "session_status_change",
                at,
                Map.of("change_type", 3, "old_servicer_userid", servicer, "msg_code", code(chat, WELCOME_LIFE)));
    }

    synchronized void desk(String openKfId, String name, boolean managed) {
        Desk desk = desks.computeIfAbsent(openKfId, id -> new Desk(id, clock));
        desk.called(name);
        desk.managed(managed);
    }

    synchronized Notice rightsChange(List<String> added, List<String> removed) {
        added.forEach(
                id -> desks.computeIfAbsent(id, one -> new Desk(one, clock)).managed(true));
        removed.forEach(id -> desk(id).managed(false));
        StringBuilder fields = new StringBuilder();
        added.forEach(
                id -> fields.append("<AuthAddOpenKfId><![CDATA[").append(id).append("]]></AuthAddOpenKfId>"));
        removed.forEach(
                id -> fields.append("<AuthDelOpenKfId><![CDATA[").append(id).append("]]></AuthDelOpenKfId>"));
        return Notice.event("kf_account_auth_change", fields.toString(), ++numbers, clock.instant());
    }

    synchronized void servicer(String openKfId, String userId, boolean receiving) {
        desk(openKfId).servicer(userId, receiving);
    }

    synchronized void unionid(String externalUserId, String unionid) {
        unionids.put(externalUserId, unionid);
    }

    synchronized @Nullable String unionid(String externalUserId) {
        return unionids.get(externalUserId);
    }

    /** Returns the customer-service accounts in order, from {@code offset} on. */
    synchronized List<Listed> list(int offset, int limit) {
        return desks.entrySet().stream()
                .skip(offset)
                .limit(limit)
                .map(entry -> new Listed(
                        entry.getKey(),
                        entry.getValue().name(),
                        entry.getValue().isManaged()))
                .toList();
    }

    synchronized Map<String, Boolean> servicers(String openKfId) {
        return new LinkedHashMap<>(desk(openKfId).servicers());
    }

    synchronized Notice customerRecalls(Chat chat, String msgid, Instant at) {
        return event(chat, "user_recall_msg", at, Map.of("recall_msgid", msgid));
    }

    /** Returns the notices due, in order: the change of state where there is one, then the message. */
    synchronized List<Notice> servicerSends(Chat chat, String servicer, String text, Instant at) {
        List<Notice> notices = new ArrayList<>();
        Session session = desk(chat.openKfId()).session(chat.externalUserId());
        if (session.state() != Session.SERVICER) {
            int change = session.state() == Session.ENDED ? 4 : 1;
            session.set(Session.SERVICER, servicer);
            notices.add(event(
                    chat,
                    "session_status_change",
                    at,
                    Map.of("change_type", change, "new_servicer_userid", servicer, "msg_code", "")));
        }
        ObjectNode message = chatMessage(chat, 5, "text", at);
        message.put("servicer_userid", servicer);
        message.putObject("text").put("content", text);
        notices.add(record(chat.openKfId(), message));
        return notices;
    }

    synchronized Notice sendFailed(Sent failed, int failType) {
        Chat chat = new Chat(failed.openKfId(), failed.externalUserId());
        return event(
                chat, "msg_send_fail", clock.instant(), Map.of("fail_msgid", failed.msgid(), "fail_type", failType));
    }

    synchronized int session(Chat chat) {
        return desk(chat.openKfId()).session(chat.externalUserId()).state();
    }

    synchronized void session(Chat chat, int state) {
        desk(chat.openKfId()).session(chat.externalUserId()).set(state, "servicer");
    }

    synchronized Desk.Page pull(String openKfId, @Nullable String token, @Nullable String cursor, int limit) {
        Desk desk = desk(openKfId);
        if (!desk.isManaged()) {
            throw new Refusal(95000, "not managed by this app");
        }
        desk.checkPull(token);
        return desk.page(cursor, limit);
    }

    /** Accepts a send or refuses it with WeCom's code. */
    synchronized Sent send(Chat chat, @Nullable String msgid, String msgtype, String words, boolean delivered) {
        Desk desk = desk(chat.openKfId());
        if (!desk.knows(chat.externalUserId())) {
            throw new Refusal(40096, "invalid external userid");
        }
        String id = msgid == null ? "sys_" + Credentials.letters(random(), 20) : msgid;
        desk.checkMsgid(id);
        checkWords(msgtype, words);
        desk.session(chat.externalUserId()).send();
        desk.usedMsgid(id);
        Sent accepted =
                new Sent(id, chat.openKfId(), chat.externalUserId(), msgtype, words, clock.instant(), delivered);
        sent.add(accepted);
        return accepted;
    }

    synchronized State state(Chat chat) {
        Session session = knownSession(chat);
        return new State(session.state(), session.servicer());
    }

    synchronized void transfer(Chat chat, int target, @Nullable String servicer) {
        Session session = knownSession(chat);
        if (target == Session.SERVICER) {
            desk(chat.openKfId()).checkServicer(servicer);
        }
        session.transfer(target, servicer);
    }

    /** Returns the nickname of a customer who wrote or entered within 48 hours, else null. */
    synchronized @Nullable String nickname(String externalUserId) {
        boolean recent = desks.values().stream()
                .anyMatch(desk -> desk.knows(externalUserId)
                        && desk.session(externalUserId).contactedRecently());
        return recent ? nicknames.get(externalUserId) : null;
    }

    synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    private Session knownSession(Chat chat) {
        Desk desk = desk(chat.openKfId());
        if (!desk.knows(chat.externalUserId())) {
            throw new Refusal(40096, "invalid external userid");
        }
        return desk.session(chat.externalUserId());
    }

    private static void checkWords(String msgtype, String words) {
        if (!msgtype.equals("text")) {
            return;
        }
        if (words.isEmpty()) {
            throw new Refusal(40058, "text.content must not be empty");
        }
        int bytes = words.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_TEXT_BYTES) {
            throw new Refusal(45002, "content size out of limit: " + bytes + " bytes");
        }
    }

    private Desk desk(String openKfId) {
        Desk desk = desks.get(openKfId);
        if (desk == null) {
            throw new Refusal(95000, "invalid open_kfid");
        }
        return desk;
    }

    private Notice event(Chat chat, String type, Instant at, Map<String, ?> more) {
        ObjectNode message = message("event", 4, at);
        ObjectNode event = message.putObject("event");
        event.put("event_type", type);
        event.put("open_kfid", chat.openKfId());
        event.put("external_userid", chat.externalUserId());
        more.forEach((name, value) -> event.set(name, Json.MAPPER.valueToTree(value)));
        return record(chat.openKfId(), message);
    }

    private ObjectNode chatMessage(Chat chat, int origin, String msgtype, Instant at) {
        ObjectNode message = message(msgtype, origin, at);
        message.put("open_kfid", chat.openKfId());
        message.put("external_userid", chat.externalUserId());
        return message;
    }

    private ObjectNode message(String msgtype, int origin, Instant at) {
        ObjectNode message = Json.MAPPER.createObjectNode();
        message.put("msgid", Credentials.letters(random(), 44));
        message.put("send_time", at.getEpochSecond());
        message.put("origin", origin);
        message.put("msgtype", msgtype);
        return message;
    }

    private Notice record(String openKfId, ObjectNode message) {
        Desk desk = desk(openKfId);
        desk.append(message);
        String token = "ENC" + Credentials.letters(random(), 40);
        desk.issue(token);
        return new Notice(openKfId, token, message.path("msgid").asString(), numbers, clock.instant());
    }

    /** A source of its own for each number, so that no two ids are alike and threads change nothing. */
    private Random random() {
        return new Random(seed * 0x9E37_79B9L + ++numbers);
    }

    /** A customer-service account as account/list tells it. */
    record Listed(String openKfId, String name, boolean managed) {}

    private record Code(Chat chat, Instant until) {}

    /** One conversation. */
    record Chat(String openKfId, String externalUserId) {}

    /** What service_state/get tells. */
    record State(int state, @Nullable String servicer) {}

    /**
     * A callback that is due.
     *
     * @param msgid the message it is about, which the callback does not tell
     * @param number its place in the order of all that happened; seeds its random bytes
     * @param more the fields of an event that is not about customer service
     */
    record Notice(
            String openKfId,
            String token,
            String msgid,
            long number,
            Instant at,
            String event,
            @Nullable String more) {
        Notice(String openKfId, String token, String msgid, long number, Instant at) {
            this(openKfId, token, msgid, number, at, "kf_msg_or_event", null);
        }

        /** Returns a notice of another event, whose fields are written already. */
        static Notice event(String event, String fields, long number, Instant at) {
            return new Notice("", "", "", number, at, event, fields);
        }
    }
}
