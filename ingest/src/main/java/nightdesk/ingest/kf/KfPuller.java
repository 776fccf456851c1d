package nightdesk.ingest.kf;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nightdesk.ingest.ChannelActivity;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Counters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.PatientEvent;
import nightdesk.ingest.Topics;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.wecom.AnswerTooLarge;
import nightdesk.ingest.wecom.WecomApi;
import nightdesk.ingest.wecom.WecomFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Reads one customer-service account from its cursor to its end. A page's messages are on the log before its cursor is
 * kept, so that a crash in between reads the page again and loses nothing.
 */
final class KfPuller {
    private static final Logger log = LoggerFactory.getLogger(KfPuller.class);
    private static final String SYNC = "/cgi-bin/kf/sync_msg";
    private static final int LIMIT = 1000;
    private static final int BAD_TOKEN = 95007;
    /** Pages without a step forward after which a pull rests until the next signal. */
    private static final int MAX_STALLED = 10;

    private final WecomApi api;
    private final KfCursorStore cursors;
    private final KfCustomers customers;
    private final SessionStore sessions;
    private final Greeter greeter;
    private final KfMessages messages;
    private final EventLog eventLog;
    private final Counters counters;
    private final ChannelActivity activity;
    private final Clock clock;

    KfPuller(
            WecomApi api,
            KfCursorStore cursors,
            SessionStore sessions,
            KfCustomers customers,
            KfMessages messages,
            Greeter greeter,
            EventLog eventLog,
            Counters counters,
            ChannelActivity activity,
            Clock clock) {
        this.api = api;
        this.cursors = cursors;
        this.sessions = sessions;
        this.greeter = greeter;
        this.customers = customers;
        this.messages = messages;
        this.eventLog = eventLog;
        this.counters = counters;
        this.activity = activity;
        this.clock = clock;
    }

    /** Pulls until WeCom says that there is no more. */
    Mono<Void> pull(WecomAccount account, String openKfId, @Nullable String token) {
        return cursors.cursor(account.name(), openKfId)
                .map(cursor -> new Position(cursor, true, 0))
                .expand(position -> position.more() ? step(account, openKfId, token, position) : Mono.empty())
                .then();
    }

    private Mono<Position> step(WecomAccount account, String openKfId, @Nullable String token, Position position) {
        return page(account, openKfId, token, position.cursor(), LIMIT)
                .flatMap(page -> keep(account, openKfId, page).thenReturn(page))
                .flatMap(page -> advance(account, openKfId, position, page));
    }

    /** A page that is too large to take is asked for in smaller pieces, down to a single message. */
    private Mono<JsonNode> page(
            WecomAccount account, String openKfId, @Nullable String token, String cursor, int limit) {
        return (token == null
                        ? withoutToken(account, openKfId, cursor, limit)
                        : api.post(account, SYNC, request(openKfId, token, cursor, limit)))
                .onErrorResume(
                        WecomFailure.class,
                        failure -> failure.errcode() == BAD_TOKEN && token != null
                                ? withoutToken(account, openKfId, cursor, limit)
                                : Mono.error(failure))
                .onErrorResume(
                        AnswerTooLarge.class,
                        failure ->
                                limit > 1 ? page(account, openKfId, token, cursor, limit / 10) : Mono.error(failure));
    }

    /** WeCom limits pulls without a callback's token strictly and on their own. */
    private Mono<JsonNode> withoutToken(WecomAccount account, String openKfId, String cursor, int limit) {
        return api.post(account, SYNC, SYNC + " (no token)", request(openKfId, null, cursor, limit));
    }

    private static Map<String, Object> request(String openKfId, @Nullable String token, String cursor, int limit) {
        Map<String, Object> request = new HashMap<>();
        request.put("open_kfid", openKfId);
        request.put("limit", limit);
        if (!cursor.isEmpty()) {
            request.put("cursor", cursor);
        }
        if (token != null) {
            request.put("token", token);
        }
        return request;
    }

    private Mono<Void> keep(WecomAccount account, String openKfId, JsonNode page) {
        Contents contents = contents(account, openKfId, page);
        counters.add("kf.pulled", "messages", contents.chats().size());
        return greeter.greet(account, contents.arrivals())
                .and(records(account, contents).flatMap(eventLog::append))
                .then(noteSessions(contents.sessions()))
                .then(keepOthers(account, contents.others()))
                .doOnSuccess(done -> {
                    if (!contents.chats().isEmpty()) {
                        activity.message(account.name(), Instant.now(clock));
                    }
                });
    }

    private Contents contents(WecomAccount account, String openKfId, JsonNode page) {
        Instant now = clock.instant();
        Contents contents = new Contents(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        page.path("msg_list").forEach(entry -> {
            List<ChatMessage> read = messages.read(account.name(), openKfId, entry);
            contents.chats().addAll(read);
            if (read.isEmpty()) {
                contents.others().add(entry);
            }
            KfArrival.of(account.name(), openKfId, entry, now).ifPresent(contents.arrivals()::add);
            KfEvent.of(entry)
                    .session(account.name(), KfMessages.sentAt(entry, now))
                    .ifPresent(contents.sessions()::add);
        });
        return contents;
    }

    private Mono<List<LogRecord>> records(WecomAccount account, Contents contents) {
        return customers
                .of(account, contents.chats().stream().map(ChatMessage::peer).toList())
                .map(found -> Stream.of(
                                contents.arrivals().stream()
                                        .map(arrival -> arrival.event(account.name(), clock.instant())
                                                .toRecord()),
                                found.profiles().stream().map(PatientEvent::toRecord),
                                contents.chats().stream()
                                        .map(chat -> chat.named(found.names().get(chat.peer())))
                                        .map(chat ->
                                                new LogRecord(Topics.MESSAGE, chat.conversationId(), Json.text(chat))))
                        .flatMap(records -> records)
                        .toList());
    }

    private Mono<Void> noteSessions(List<SessionStore.Change> changes) {
        return Flux.fromIterable(changes).concatMap(sessions::note).then();
    }

    private Mono<Void> keepOthers(WecomAccount account, List<JsonNode> others) {
        return Flux.fromIterable(others)
                .concatMap(entry -> cursors.keepEvent(
                        "e_" + Ids.hash(account.name(), KfMessages.key(entry)),
                        account.name(),
                        entry.path("event")
                                .path("event_type")
                                .asString(entry.path("msgtype").asString("unknown")),
                        entry.toString()))
                .then();
    }

    private Mono<Position> advance(WecomAccount account, String openKfId, Position before, JsonNode page) {
        String next = page.path("next_cursor").asString("");
        boolean moved = !next.isEmpty() && !next.equals(before.cursor());
        int stalled = moved ? 0 : before.stalled() + 1;
        boolean more = page.path("has_more").asInt(0) == 1 && stalled < MAX_STALLED;
        if (stalled == MAX_STALLED) {
            log.warn("WeCom repeats one page of {} with has_more=1; resting until the next signal", openKfId);
        }
        Position position = new Position(next.isEmpty() ? before.cursor() : next, more, stalled);
        return moved ? cursors.advance(account.name(), openKfId, next).thenReturn(position) : Mono.just(position);
    }

    /**
     * @param cursor where the next page begins
     * @param more whether there is one
     * @param stalled pages since the cursor last moved
     */
    private record Position(String cursor, boolean more, int stalled) {}

    /**
     * What a page holds.
     *
     * @param chats messages, and the marks of those taken back
     * @param arrivals patients who entered
     * @param sessions who holds which session
     * @param others records about no customer
     */
    private record Contents(
            List<ChatMessage> chats,
            List<KfArrival> arrivals,
            List<SessionStore.Change> sessions,
            List<JsonNode> others) {}
}
