package nightdesk.ingest.standin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One customer-service account: its log of messages, its sessions, the msgids it has seen. Guarded by the platform. */
final class Desk {
    private static final Duration LOG_LIFE = Duration.ofDays(3);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);
    private static final int PULLS_PER_MINUTE_WITHOUT_TOKEN = 120;
    private static final Pattern MSGID = Pattern.compile("[0-9a-zA-Z_-]{1,32}");

    private final String openKfId;
    private final Clock clock;
    private final List<Entry> log = new ArrayList<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private final Set<String> msgids = new HashSet<>();
    private final Map<String, Instant> tokens = new LinkedHashMap<>();
    private final Map<String, Boolean> servicers = new LinkedHashMap<>();
    private String name;
    private boolean managed = true;
    private long minute;
    private int pullsThisMinute;

    Desk(String openKfId, Clock clock) {
        this.openKfId = openKfId;
        this.name = "客服";
        this.clock = clock;
    }

    String name() {
        return name;
    }

    boolean isManaged() {
        return managed;
    }

    void called(String newName) {
        name = newName;
    }

    void managed(boolean value) {
        managed = value;
    }

    void servicer(String userId, boolean receiving) {
        servicers.put(userId, receiving);
    }

    /** Who works here; true = at work. */
    Map<String, Boolean> servicers() {
        return servicers;
    }

    /** Refuses somebody who is no servicer (95014) or not at work (95019); with no servicers set up, anybody will do. */
    void checkServicer(@Nullable String userId) {
        if (servicers.isEmpty() || userId == null) {
            return;
        }
        Boolean receiving = servicers.get(userId);
        if (receiving == null) {
            throw new Refusal(95014, "not a servicer");
        }
        if (!receiving) {
            throw new Refusal(95019, "servicer stopped");
        }
    }

    void append(ObjectNode message) {
        log.add(new Entry(message, clock.instant()));
    }

    Session session(String externalUserId) {
        return sessions.computeIfAbsent(externalUserId, id -> new Session(clock));
    }

    boolean knows(String externalUserId) {
        return sessions.containsKey(externalUserId);
    }

    void issue(String token) {
        Instant now = clock.instant();
        tokens.values().removeIf(end -> !now.isBefore(end));
        tokens.put(token, now.plus(TOKEN_LIFE));
    }

    /** Refuses an unknown or late token (95007), and too many pulls without one (45009). */
    void checkPull(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            countPullWithoutToken();
            return;
        }
        Instant end = tokens.get(token);
        if (end == null || !clock.instant().isBefore(end)) {
            throw new Refusal(95007, "invalid msgtoken");
        }
    }

    /** Refuses a msgid that is malformed (40058) or was used (95033). */
    void checkMsgid(String msgid) {
        if (!MSGID.matcher(msgid).matches()) {
            throw new Refusal(40058, "msgid: 1 to 32 of [0-9a-zA-Z_-]");
        }
        if (msgids.contains(msgid)) {
            throw new Refusal(95033, "msgid repeated");
        }
    }

    void usedMsgid(String msgid) {
        msgids.add(msgid);
    }

    /** Returns up to {@code limit} messages from the cursor on, none of them older than three days. */
    Page page(@Nullable String cursor, int limit) {
        int from = Math.max(position(cursor), firstAlive());
        int to = Math.min(log.size(), from + limit);
        List<ObjectNode> messages =
                log.subList(from, to).stream().map(Entry::message).toList();
        return new Page(messages, cursorAt(to), to < log.size());
    }

    private void countPullWithoutToken() {
        long now = clock.instant().getEpochSecond() / 60;
        if (now != minute) {
            minute = now;
            pullsThisMinute = 0;
        }
        if (++pullsThisMinute > PULLS_PER_MINUTE_WITHOUT_TOKEN) {
            throw new Refusal(45009, "api freq out of limit: pull with the callback's token");
        }
    }

    private int firstAlive() {
        Instant oldest = clock.instant().minus(LOG_LIFE);
        int first = 0;
        while (first < log.size() && log.get(first).arrived().isBefore(oldest)) {
            first++;
        }
        return first;
    }

    private String cursorAt(int position) {
        return "c" + Integer.toString(position, 36) + "-" + Integer.toHexString((openKfId + position).hashCode());
    }

    private int position(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return 0;
        }
        int dash = cursor.indexOf('-');
        if (dash > 1 && cursor.substring(1, dash).matches("[0-9a-z]{1,6}")) {
            int position = Integer.parseInt(cursor.substring(1, dash), 36);
            if (position <= log.size() && cursorAt(position).equals(cursor)) {
                return position;
            }
        }
        throw new Refusal(40058, "invalid cursor");
    }

    /** What sync_msg answers. */
    record Page(List<ObjectNode> messages, String nextCursor, boolean hasMore) {}

    private record Entry(ObjectNode message, Instant arrived) {}
}
