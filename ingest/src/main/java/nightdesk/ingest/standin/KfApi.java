package nightdesk.ingest.standin;

import java.util.List;
import java.util.Map;
import nightdesk.ingest.Json;
import nightdesk.ingest.WecomStandIn.Call;
import nightdesk.ingest.WecomStandIn.Fault;
import nightdesk.ingest.WecomStandIn.Sent;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The API: reads a request, applies the platform's rules, writes the answer's JSON. No I/O. */
final class KfApi {
    private static final int MAX_LIMIT = 1000;
    private static final int MAX_CUSTOMERS = 100;

    private static final int ACCOUNTS_AT_ONCE = 100;

    private static final Map<String, Call> PATHS = Map.ofEntries(
            Map.entry("/cgi-bin/gettoken", Call.GETTOKEN),
            Map.entry("/cgi-bin/kf/sync_msg", Call.SYNC_MSG),
            Map.entry("/cgi-bin/kf/send_msg", Call.SEND_MSG),
            Map.entry("/cgi-bin/kf/send_msg_on_event", Call.SEND_ON_EVENT),
            Map.entry("/cgi-bin/kf/service_state/get", Call.SERVICE_STATE_GET),
            Map.entry("/cgi-bin/kf/service_state/trans", Call.SERVICE_STATE_TRANS),
            Map.entry("/cgi-bin/kf/customer/batchget", Call.CUSTOMER_BATCHGET),
            Map.entry("/cgi-bin/kf/account/list", Call.ACCOUNT_LIST),
            Map.entry("/cgi-bin/kf/servicer/list", Call.SERVICER_LIST),
            Map.entry("/cgi-bin/media/get", Call.MEDIA_GET),
            Map.entry("/cgi-bin/media/upload", Call.MEDIA_UPLOAD));

    private final Platform platform;
    private final AccessTokens tokens;
    private final int pageSize;

    KfApi(Platform platform, AccessTokens tokens, int pageSize) {
        this.platform = platform;
        this.tokens = tokens;
        this.pageSize = Math.min(pageSize, MAX_LIMIT);
    }

    /** Returns what this path calls, or null when there is no such API. */
    static @Nullable Call call(String path) {
        return PATHS.get(path);
    }

    /** Answers a request; {@code fault} changes the page or the fate of a send. */
    Answer answer(Call call, String method, Map<String, String> query, String body, @Nullable Fault fault) {
        try {
            return answerOrRefuse(call, method, query, body, fault);
        } catch (Refusal refusal) {
            return Answer.of(error(refusal.errcode(), String.valueOf(refusal.getMessage())));
        }
    }

    static ObjectNode error(int errcode, String errmsg) {
        return Json.MAPPER.createObjectNode().put("errcode", errcode).put("errmsg", errmsg);
    }

    private Answer answerOrRefuse(
            Call call, String method, Map<String, String> query, String body, @Nullable Fault fault) {
        if (call == Call.GETTOKEN) {
            return Answer.of(getToken(query));
        }
        tokens.check(query.get("access_token"));
        if (call == Call.SERVICER_LIST) {
            return Answer.of(servicers(query));
        }
        if (!method.equals("POST")) {
            throw new Refusal(40058, "POST expected, met " + method);
        }
        JsonNode request = parse(body);
        return switch (call) {
            case SYNC_MSG -> Answer.of(syncMsg(request, fault));
            case SEND_MSG -> sendMsg(request, fault);
            case SERVICE_STATE_GET -> Answer.of(stateGet(request));
            case SERVICE_STATE_TRANS -> Answer.of(stateTrans(request));
            case CUSTOMER_BATCHGET -> Answer.of(customers(request));
            case ACCOUNT_LIST -> Answer.of(accounts(request));
            case SEND_ON_EVENT -> sendOnEvent(request);
            default -> throw new IllegalStateException("not an API call: " + call);
        };
    }

    private ObjectNode getToken(Map<String, String> query) {
        AccessTokens.Issued issued = tokens.issue(query.get("corpid"), query.get("corpsecret"));
        return ok().put("access_token", issued.token()).put("expires_in", issued.expiresIn());
    }

    private ObjectNode syncMsg(JsonNode request, @Nullable Fault fault) {
        String cursor = text(request, "cursor");
        int limit = request.path("limit").asInt(MAX_LIMIT);
        if (limit > MAX_LIMIT || limit < 0) {
            throw new Refusal(40058, "limit: met " + limit + ", expected at most " + MAX_LIMIT);
        }
        boolean empty = fault instanceof Fault.EmptyPage;
        boolean again = fault instanceof Fault.SamePageAgain;
        int size = empty ? 0 : Math.min(limit == 0 ? MAX_LIMIT : limit, pageSize);
        Desk.Page page = platform.pull(required(request, "open_kfid"), text(request, "token"), cursor, size);
        ObjectNode answer = ok().put("next_cursor", again && cursor != null ? cursor : again ? "" : page.nextCursor())
                .put("has_more", page.hasMore() || empty || again ? 1 : 0);
        ArrayNode list = answer.putArray("msg_list");
        page.messages().forEach(list::add);
        return answer;
    }

    private Answer sendMsg(JsonNode request, @Nullable Fault fault) {
        String msgtype = required(request, "msgtype");
        JsonNode content = request.path(msgtype);
        if (!content.isObject()) {
            throw new Refusal(40058, msgtype + ": object expected");
        }
        String words = msgtype.equals("text") ? content.path("content").asString("") : content.toString();
        String msgid = request.has("msgid") ? request.path("msgid").asString("") : null;
        boolean delivered = !(fault instanceof Fault.NotDelivered);
        Platform.Chat chat = new Platform.Chat(required(request, "open_kfid"), required(request, "touser"));
        Sent sent = platform.send(chat, msgid, msgtype, words, delivered);
        List<Platform.Notice> notices = fault instanceof Fault.NotDelivered notDelivered
                ? List.of(platform.sendFailed(sent, notDelivered.failType()))
                : List.of();
        return new Answer(ok().put("msgid", sent.msgid()), sent, notices);
    }

    private Answer sendOnEvent(JsonNode request) {
        String msgtype = required(request, "msgtype");
        if (!msgtype.equals("text") && !msgtype.equals("msgmenu")) {
            throw new Refusal(40058, "msgtype: text or msgmenu expected");
        }
        String words = request.path(msgtype)
                .path(msgtype.equals("text") ? "content" : "head_content")
                .asString("");
        Sent sent = platform.sendOnEvent(required(request, "code"), text(request, "msgid"), words);
        return new Answer(ok().put("msgid", sent.msgid()), sent, List.of());
    }

    private ObjectNode accounts(JsonNode request) {
        int limit = request.path("limit").asInt(ACCOUNTS_AT_ONCE);
        if (limit < 1 || limit > ACCOUNTS_AT_ONCE) {
            throw new Refusal(40058, "limit: 1 to 100 expected");
        }
        ObjectNode answer = ok();
        ArrayNode list = answer.putArray("account_list");
        platform.list(request.path("offset").asInt(0), limit)
                .forEach(one -> list.addObject()
                        .put("open_kfid", one.openKfId())
                        .put("name", one.name())
                        .put("avatar", "https://example.invalid/avatar")
                        .put("manage_privilege", one.managed()));
        return answer;
    }

    private ObjectNode servicers(Map<String, String> query) {
        ObjectNode answer = ok();
        ArrayNode list = answer.putArray("servicer_list");
        platform.servicers(String.valueOf(query.get("open_kfid")))
                .forEach((userId, receiving) -> list.addObject()
                        .put("userid", userId)
                        .put("status", receiving ? 0 : 1)
                        .put("stop_type", 0));
        list.addObject().put("department_id", 2);
        return answer;
    }

    private ObjectNode stateGet(JsonNode request) {
        Platform.State state = platform.state(chat(request));
        ObjectNode answer = ok().put("service_state", state.state());
        if (state.servicer() != null) {
            answer.put("servicer_userid", state.servicer());
        }
        return answer;
    }

    private ObjectNode stateTrans(JsonNode request) {
        int target = request.path("service_state").asInt(-1);
        platform.transfer(chat(request), target, text(request, "servicer_userid"));
        return target >= Session.POOL ? ok().put("msg_code", "code" + target) : ok();
    }

    private ObjectNode customers(JsonNode request) {
        JsonNode ids = request.path("external_userid_list");
        if (!ids.isArray() || ids.isEmpty() || ids.size() > MAX_CUSTOMERS) {
            throw new Refusal(40058, "external_userid_list: 1 to 100 expected, met " + ids.size());
        }
        ObjectNode answer = ok();
        ArrayNode known = answer.putArray("customer_list");
        ArrayNode unknown = answer.putArray("invalid_external_userid");
        ids.forEach(id -> addCustomer(id.asString(""), known, unknown));
        return answer;
    }

    private void addCustomer(String id, ArrayNode known, ArrayNode unknown) {
        String nickname = platform.nickname(id);
        if (nickname == null) {
            unknown.add(id);
        } else {
            ObjectNode customer = known.addObject()
                    .put("external_userid", id)
                    .put("nickname", nickname)
                    .put("avatar", "https://example.invalid/" + id)
                    .put("gender", 2);
            String unionid = platform.unionid(id);
            if (unionid != null) {
                customer.put("unionid", unionid);
            }
        }
    }

    private static Platform.Chat chat(JsonNode request) {
        return new Platform.Chat(required(request, "open_kfid"), required(request, "external_userid"));
    }

    static JsonNode parse(String body) {
        try {
            JsonNode request = Json.MAPPER.readTree(body);
            if (request != null && request.isObject()) {
                return request;
            }
        } catch (JacksonException e) {
            throw new Refusal(40058, "broken JSON: " + e.getOriginalMessage());
        }
        throw new Refusal(40058, "JSON object expected");
    }

    private static String required(JsonNode request, String field) {
        String value = text(request, field);
        if (value == null || value.isEmpty()) {
            throw new Refusal(40058, field + " is required");
        }
        return value;
    }

    private static @Nullable String text(JsonNode request, String field) {
        JsonNode value = request.path(field);
        return value.isString() ? value.asString() : null;
    }

    static ObjectNode ok() {
        return error(0, "ok");
    }

    /**
     * @param json what is answered
     * @param sent the accepted send, if it was one
     * @param notices callbacks that become due by this call
     */
    record Answer(ObjectNode json, @Nullable Sent sent, List<Platform.Notice> notices) {

        static Answer of(ObjectNode json) {
            return new Answer(json, null, List.of());
        }
    }
}
