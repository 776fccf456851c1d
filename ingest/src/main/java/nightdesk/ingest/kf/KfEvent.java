package nightdesk.ingest.kf;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nightdesk.ingest.SendFailures;
import tools.jackson.databind.JsonNode;

/** One event of {@code sync_msg} (WeCom document 94670, event bodies). */
record KfEvent(String type, JsonNode body) {
    static final String ENTER_SESSION = "enter_session";
    static final String SEND_FAILED = "msg_send_fail";
    static final String SESSION = "session_status_change";
    static final String USER_RECALL = "user_recall_msg";
    static final String SERVICER_RECALL = "servicer_recall_msg";
    /** Ours: a session was moved from the console, of which WeCom tells nothing. */
    static final String MOVED = "nightdesk_session_moved";

    static final String SERVICER_STATUS = "servicer_status_change";

    private static final Map<Integer, String> SCENES =
            Map.of(1, "视频号主页", 2, "直播间商品列表页", 3, "商品橱窗页", 4, "小店商品详情页", 5, "小店订单页");

    /** Returns the event of a record; its type is empty when the record is none. */
    static KfEvent of(JsonNode entry) {
        JsonNode event = entry.path("event");
        return new KfEvent(KfText.text(event, "event_type"), event);
    }

    boolean isRecall() {
        return USER_RECALL.equals(type) || SERVICER_RECALL.equals(type);
    }

    String text(String field) {
        return KfText.text(body, field);
    }

    /** Returns the event in one readable line. */
    String line() {
        return "[事件] "
                + switch (type) {
                    case ENTER_SESSION -> "患者进入会话" + KfText.bracketed(origin());
                    case SEND_FAILED -> "消息未送达：" + SendFailures.reason(text("fail_type"));
                    case SESSION -> session();
                    case USER_RECALL -> "患者撤回了一条消息";
                    case SERVICER_RECALL -> "员工" + text("servicer_userid") + "撤回了一条消息";
                    case SERVICER_STATUS ->
                        "员工" + text("servicer_userid") + ("1".equals(text("status")) ? "开始接待" : "停止接待");
                    case "reject_customer_msg_switch_change" ->
                        "员工" + text("servicer_userid")
                                + ("1".equals(text("reject_switch")) ? "拒收该患者的消息" : "取消拒收该患者的消息");
                    case MOVED -> moved();
                    default -> type.isEmpty() ? "未知" : type;
                };
    }

    private String session() {
        return switch (text("change_type")) {
            case "1" -> "员工" + text("new_servicer_userid") + "从接待池接入会话";
            case "2" -> "会话由员工" + text("old_servicer_userid") + "转接给员工" + text("new_servicer_userid");
            case "3" -> "员工" + text("old_servicer_userid") + "结束了会话";
            case "4" -> "员工" + text("new_servicer_userid") + "重新接入会话";
            default -> "会话状态变化";
        };
    }

    private String moved() {
        return text("by")
                + switch (text("service_state")) {
                    case "3" -> "把会话转给员工" + text("servicer_userid");
                    case "2" -> "把会话转入接待池";
                    case "4" -> "结束人工接待，交还AI：患者的下一条消息由AI接待";
                    default -> "更改了会话状态";
                };
    }

    /** Returns where the customer came from, in words: the scene of the link, or the place in 视频号. */
    private String origin() {
        JsonNode channels = body.path("wechat_channels");
        String place = SCENES.getOrDefault(channels.path("scene").asInt(0), "");
        String name = KfText.text(channels, "nickname").isEmpty()
                ? KfText.text(channels, "shop_nickname")
                : KfText.text(channels, "nickname");
        String scene = text("scene").isEmpty() ? "" : "来源 " + text("scene");
        return KfText.line(scene, place, name);
    }

    /** Returns what is known of the session after this event. */
    Optional<SessionStore.Change> session(String account, Instant at) {
        int state =
                switch (text("change_type")) {
                    case "1", "2", "4" -> SessionStore.SERVICER;
                    case "3" -> SessionStore.ENDED;
                    default -> -1;
                };
        if (!SESSION.equals(type) || state < 0) {
            return Optional.empty();
        }
        String servicer = state == SessionStore.SERVICER ? text("new_servicer_userid") : "";
        return Optional.of(new SessionStore.Change(
                new SessionStore.Chat(account, text("open_kfid"), text("external_userid")),
                state,
                servicer,
                at,
                "event"));
    }
}
