package nightdesk.ingest.kf;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.CustomerSessions;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Speaker;
import nightdesk.ingest.Topics;
import nightdesk.ingest.TransientFailure;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.kf.SessionStore.Change;
import nightdesk.ingest.kf.SessionStore.Chat;
import nightdesk.ingest.wecom.WecomApi;
import nightdesk.ingest.wecom.WecomFailure;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sessions through {@code kf/service_state} and {@code kf/servicer/list} (WeCom documents 94669, 94645). */
final class KfSessions implements CustomerSessions {
    private static final String GET = "/cgi-bin/kf/service_state/get";
    private static final String TRANS = "/cgi-bin/kf/service_state/trans";
    private static final String SERVICERS = "/cgi-bin/kf/servicer/list";
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final List<String> NAMES = List.of("未处理（AI可回复）", "智能助手接待中", "接待池排队中", "人工接待中", "已结束或未开始");

    private final WecomApi api;
    private final WecomAccounts accounts;
    private final SessionStore store;
    private final EventLog eventLog;
    private final Clock clock;

    KfSessions(WecomApi api, WecomAccounts accounts, SessionStore store, EventLog eventLog, Clock clock) {
        this.api = api;
        this.accounts = accounts;
        this.store = store;
        this.eventLog = eventLog;
        this.clock = clock;
    }

    @Override
    public Mono<Session> of(Seat seat) {
        return account(seat.account())
                .flatMap(account -> api.post(account, GET, body(seat)))
                .timeout(PATIENCE)
                .flatMap(answer -> noted(seat, answer))
                .onErrorResume(KfSessions::isAway, failure -> remembered(seat));
    }

    private static boolean isAway(Throwable failure) {
        return !(failure instanceof SessionRefused);
    }

    private Mono<Session> noted(Seat seat, JsonNode answer) {
        int state = answer.path("service_state").asInt(0);
        String servicer = answer.path("servicer_userid").asString("");
        Change change = new Change(chat(seat), state, servicer, clock.instant(), "answer");
        return store.note(change).thenReturn(session(change, true));
    }

    private Mono<Session> remembered(Seat seat) {
        return store.known(chat(seat))
                .map(change -> session(change, false))
                .switchIfEmpty(Mono.error(() -> new TransientFailure(
                        "the state of this session is not known: WeCom does not answer and no event told it")));
    }

    @Override
    public Mono<Session> move(Seat seat, int state, @Nullable String servicer, String by) {
        return account(seat.account())
                .flatMap(account -> api.post(account, TRANS, move(seat, state, servicer)))
                .onErrorMap(WecomFailure.class, KfSessions::refused)
                .then(Mono.defer(() -> told(seat, state, servicer == null ? "" : servicer, by)));
    }

    private static Map<String, Object> body(Seat seat) {
        Map<String, Object> body = new HashMap<>();
        body.put("open_kfid", seat.openKfId());
        body.put("external_userid", seat.externalUserId());
        return body;
    }

    private static Map<String, Object> move(Seat seat, int state, @Nullable String servicer) {
        Map<String, Object> body = body(seat);
        body.put("service_state", state);
        if (servicer != null) {
            body.put("servicer_userid", servicer);
        }
        return body;
    }

    /** WeCom sends no event for what is done by API, so the log gets ours. */
    private Mono<Session> told(Seat seat, int state, String servicer, String by) {
        Change change = new Change(chat(seat), state, servicer, clock.instant(), "api");
        ChatMessage event = event(seat, state, servicer, by);
        return store.note(change)
                .then(eventLog.append(new LogRecord(Topics.MESSAGE, seat.conversationId(), Json.text(event))))
                .thenReturn(session(change, true));
    }

    private ChatMessage event(Seat seat, int state, String servicer, String by) {
        Instant now = clock.instant();
        ObjectNode raw = Json.MAPPER.createObjectNode();
        raw.put("msgtype", ChatMessage.EVENT).put("origin", 4).put("send_time", now.getEpochSecond());
        raw.putObject("event")
                .put("event_type", KfEvent.MOVED)
                .put("open_kfid", seat.openKfId())
                .put("external_userid", seat.externalUserId())
                .put("service_state", state)
                .put("servicer_userid", servicer)
                .put("by", by);
        return new ChatMessage(
                Ids.message(Channel.WECOM_KF, seat.account(), "moved-" + UUID.randomUUID()),
                Channel.WECOM_KF,
                seat.account(),
                seat.openKfId(),
                seat.externalUserId(),
                seat.conversationId(),
                new Identity("external_userid", seat.externalUserId()),
                null,
                Speaker.SYSTEM,
                by,
                null,
                ChatMessage.EVENT,
                KfEvent.of(raw).line(),
                now,
                now,
                "console",
                raw.toString());
    }

    @Override
    public Mono<List<Servicer>> servicers(String account, String openKfId) {
        return account(account)
                .flatMap(known -> api.get(known, SERVICERS, Map.of("open_kfid", openKfId)))
                .timeout(PATIENCE)
                .map(KfSessions::servicers)
                .onErrorResume(failure -> Mono.just(List.of()));
    }

    /** Here 0 is at work and 1 is not, unlike in the event; departments are left out, as no session goes to one. */
    private static List<Servicer> servicers(JsonNode answer) {
        List<Servicer> found = new ArrayList<>();
        answer.path("servicer_list").forEach(one -> {
            String userId = one.path("userid").asString("");
            boolean receiving = one.path("status").asInt(1) == 0;
            if (!userId.isEmpty()) {
                found.add(new Servicer(userId, receiving, receiving ? "接待中" : stopped(one)));
            }
        });
        return found;
    }

    private static String stopped(JsonNode one) {
        return one.path("stop_type").asInt(0) == 1 ? "暂时挂起" : "停止接待";
    }

    private Mono<WecomAccount> account(String name) {
        return Mono.justOrEmpty(accounts.find(name))
                .switchIfEmpty(Mono.error(() -> new SessionRefused(0, "企业微信账号 " + name + " 未启用，无法查看或更改接待状态")));
    }

    private static Throwable refused(WecomFailure failure) {
        String why =
                switch (failure.errcode()) {
                    case 95013 -> "会话已结束：患者再次发来消息后会重新打开";
                    case 95014 -> "该成员不是此客服账号的接待人员，或尚未激活企业微信";
                    case 95016 -> "当前接待状态不允许这样变更（例如已结束的会话要等患者再发消息）";
                    case 95019 -> "该接待人员已停止接待或暂时挂起，请选择“接待中”的人员";
                    case 60030, 60011 -> "该成员不在自建应用的可见范围内";
                    case 95000, 95004 -> "客服账号不存在或已删除";
                    case 95017 -> "微信客服的 API 管理已关闭，请在企业微信管理后台打开";
                    case 48002 -> "应用没有调用微信客服接口的权限：请在“可调用接口的应用”中勾选";
                    default -> "企业微信拒绝了变更（错误码 " + failure.errcode() + "）";
                };
        return new SessionRefused(failure.errcode(), why);
    }

    private static Chat chat(Seat seat) {
        return new Chat(seat.account(), seat.openKfId(), seat.externalUserId());
    }

    private static Session session(Change change, boolean live) {
        String name = change.state() >= 0 && change.state() < NAMES.size() ? NAMES.get(change.state()) : "未知";
        return new Session(
                change.state(), name, change.servicer().isEmpty() ? null : change.servicer(), change.at(), live);
    }
}
