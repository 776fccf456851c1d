package nightdesk.ingest.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.Json;
import nightdesk.ingest.WecomStandIn.Call;
import nightdesk.ingest.WecomStandIn.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class KfApiTest {
    private static final String KF = "wkTEST";
    private static final Platform.Chat CHAT = new Platform.Chat(KF, "wmA");

    private final MovingClock clock = new MovingClock();
    private final Credentials credentials = Credentials.seeded(7);
    private final Platform platform = new Platform(7, clock, List.of(KF));
    private final AccessTokens tokens = new AccessTokens(credentials, clock, Duration.ofHours(2), 7);
    private final KfApi api = new KfApi(platform, tokens, 1000);
    private String token = "";

    @Test
    void refusesAWrongSecretAndAWrongCorp() {
        assertThat(errcode(getToken(credentials.corpId(), "wrong"))).isEqualTo(40001);
        assertThat(errcode(getToken("wwOther", credentials.secret()))).isEqualTo(40013);
    }

    @Test
    void givesTheSameTokenWhileItIsValid() {
        String first = signIn();
        clock.passes(Duration.ofMinutes(119));
        assertThat(signIn()).isEqualTo(first);
        clock.passes(Duration.ofMinutes(1));
        assertThat(signIn()).isNotEqualTo(first);
    }

    @Test
    void tellsMissingUnknownAndExpiredTokensApart() {
        platform.meet(KF, "wmA", "小鱼");
        assertThat(errcode(send("m1", "您好"))).isEqualTo(41001);
        token = "nonsense";
        assertThat(errcode(send("m1", "您好"))).isEqualTo(40014);
        token = signIn();
        clock.passes(Duration.ofHours(2));
        assertThat(errcode(send("m1", "您好"))).isEqualTo(42001);
    }

    @Test
    void allowsFiveSendsAfterEachCustomerMessage() {
        customerWrites("在吗");
        for (int i = 1; i <= 5; i++) {
            assertThat(errcode(send("m" + i, "您好"))).isZero();
        }
        assertThat(errcode(send("m6", "您好"))).isEqualTo(95001);
        customerWrites("还在吗");
        assertThat(errcode(send("m6", "您好"))).isZero();
    }

    @Test
    void refusesTheSecondSendOfAMsgid_andCountsItOnce() {
        customerWrites("在吗");
        assertThat(errcode(send("same", "您好"))).isZero();
        assertThat(errcode(send("same", "您好"))).isEqualTo(95033);
        assertThat(platform.sent()).hasSize(1);
    }

    @Test
    void refusesAMsgidThatIsEmptyTooLongOrOfOtherLetters() {
        customerWrites("在吗");
        assertThat(errcode(send("", "您好"))).isEqualTo(40058);
        assertThat(errcode(send("a".repeat(33), "您好"))).isEqualTo(40058);
        assertThat(errcode(send("消息", "您好"))).isEqualTo(40058);
    }

    @Test
    void refusesSendsAfter48Hours() {
        customerWrites("在吗");
        clock.passes(Duration.ofDays(2));
        assertThat(errcode(send("m1", "您好"))).isEqualTo(95002);
    }

    @Test
    void refusesSendsWhileAPersonHoldsTheSession_untilItEndsAndTheCustomerWritesAgain() {
        customerWrites("在吗");
        platform.servicerSends(CHAT, "lisi", "在的", clock.instant());
        assertThat(errcode(send("m1", "您好"))).isEqualTo(95018);
        assertThat(errcode(transfer(4))).isZero();
        assertThat(errcode(send("m1", "您好"))).isEqualTo(95018);
        customerWrites("再问下");
        assertThat(errcode(send("m1", "您好"))).isZero();
    }

    @Test
    void refusesTransitionsThatTheGraphDoesNotHave() {
        customerWrites("在吗");
        assertThat(errcode(transfer(4))).isEqualTo(95016);
        assertThat(errcode(transfer(1))).isZero();
        assertThat(errcode(transfer(0))).isEqualTo(95016);
        assertThat(errcode(transfer(2))).isZero();
        assertThat(stateGet().path("service_state").asInt()).isEqualTo(2);
    }

    @Test
    void measuresTextInBytes() {
        customerWrites("在吗");
        assertThat(errcode(send("m1", "好".repeat(682) + "ab"))).isZero();
        assertThat(errcode(send("m2", "好".repeat(682) + "abc"))).isEqualTo(45002);
        assertThat(errcode(send("m3", ""))).isEqualTo(40058);
    }

    @Test
    void syncMsgNeedsOpenKfIdAndAtMostAThousand() {
        token = signIn();
        assertThat(errcode(call(Call.SYNC_MSG, Map.of("limit", 10)))).isEqualTo(40058);
        assertThat(errcode(call(Call.SYNC_MSG, Map.of("open_kfid", KF, "limit", 1001))))
                .isEqualTo(40058);
        assertThat(errcode(call(Call.SYNC_MSG, Map.of("open_kfid", "wkOther")))).isEqualTo(95000);
    }

    @Test
    void syncMsgWalksAllPagesInOrder_withoutWhatWeSent() {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            said.add(customerWrites("第" + i));
        }
        send("m1", "您好");
        List<String> pulled = new ArrayList<>();
        String cursor = "";
        JsonNode page;
        do {
            page = pull(cursor, "", 10, null);
            page.path("msg_list")
                    .forEach(message -> pulled.add(message.path("msgid").asString()));
            cursor = page.path("next_cursor").asString();
        } while (page.path("has_more").asInt() == 1);
        assertThat(pulled).isEqualTo(said);
    }

    @Test
    void callbackTokenLivesTenMinutes() {
        token = signIn();
        Platform.Notice notice = platform.customerSends(CHAT, "text", Map.of("content", "在吗"), clock.instant());
        assertThat(errcode(pull("", notice.token(), 10, null))).isZero();
        clock.passes(Duration.ofMinutes(10));
        assertThat(errcode(pull("", notice.token(), 10, null))).isEqualTo(95007);
    }

    @Test
    void pullsWithoutTokenAreLimited() {
        token = signIn();
        for (int i = 0; i < 120; i++) {
            assertThat(errcode(pull("", "", 10, null))).isZero();
        }
        assertThat(errcode(pull("", "", 10, null))).isEqualTo(45009);
    }

    @Test
    void forgetsMessagesAfterThreeDays() {
        token = signIn();
        customerWrites("旧的");
        clock.passes(Duration.ofDays(3).plusSeconds(1));
        token = signIn();
        String fresh = customerWrites("新的");
        assertThat(pull("", "", 10, null).path("msg_list").path(0).path("msgid").asString())
                .isEqualTo(fresh);
    }

    @Test
    void emptyPageSaysMore_andSamePageComesAgain() {
        token = signIn();
        String first = customerWrites("一");
        JsonNode empty = pull("", "", 10, new Fault.EmptyPage());
        assertThat(empty.path("msg_list")).isEmpty();
        assertThat(empty.path("has_more").asInt()).isEqualTo(1);
        JsonNode again = pull(empty.path("next_cursor").asString(), "", 10, new Fault.SamePageAgain());
        JsonNode then = pull(again.path("next_cursor").asString(), "", 10, null);
        assertThat(again.path("msg_list")).isEqualTo(then.path("msg_list"));
        assertThat(then.path("msg_list").path(0).path("msgid").asString()).isEqualTo(first);
        assertThat(then.path("has_more").asInt()).isZero();
    }

    @Test
    void eventsCarryTheirIdsInsideTheEvent() {
        token = signIn();
        platform.servicerSends(CHAT, "lisi", "您好", clock.instant());
        JsonNode list = pull("", "", 10, null).path("msg_list");
        assertThat(list.path(0).has("external_userid")).isFalse();
        assertThat(list.path(0).path("event").path("external_userid").asString())
                .isEqualTo("wmA");
        assertThat(list.path(1).path("origin").asInt()).isEqualTo(5);
        assertThat(list.path(1).path("servicer_userid").asString()).isEqualTo("lisi");
    }

    @Test
    void undeliveredSendIsAcceptedAndReportedByAnEvent() {
        customerWrites("在吗");
        token = signIn();
        KfApi.Answer answer =
                api.answer(Call.SEND_MSG, "POST", query(), sendBody("m1", "您好"), new Fault.NotDelivered(10));
        assertThat(answer.notices()).hasSize(1);
        JsonNode event = pull("", "", 10, null).path("msg_list").path(1).path("event");
        assertThat(event.path("event_type").asString()).isEqualTo("msg_send_fail");
        assertThat(event.path("fail_msgid").asString()).isEqualTo("m1");
        assertThat(event.path("fail_type").asInt()).isEqualTo(10);
    }

    @Test
    void customersAreKnownFor48Hours() {
        customerWrites("在吗");
        token = signIn();
        Map<String, Object> request = Map.of("external_userid_list", List.of("wmA", "wmB"));
        JsonNode answer = call(Call.CUSTOMER_BATCHGET, request);
        assertThat(answer.path("customer_list").path(0).path("nickname").asString())
                .isEqualTo("小鱼");
        assertThat(answer.path("invalid_external_userid").path(0).asString()).isEqualTo("wmB");
        clock.passes(Duration.ofDays(2));
        token = signIn();
        assertThat(call(Call.CUSTOMER_BATCHGET, request).path("customer_list")).isEmpty();
    }

    @Test
    void brokenJsonAndGetAreRefused() {
        token = signIn();
        assertThat(errcode(api.answer(Call.SEND_MSG, "POST", query(), "{", null).json()))
                .isEqualTo(40058);
        assertThat(errcode(api.answer(Call.SEND_MSG, "GET", query(), "{}", null).json()))
                .isEqualTo(40058);
    }

    @Test
    void oneSeedMakesTheSameWorldTwice() {
        Platform other = new Platform(7, clock, List.of(KF));
        other.meet(KF, "wmA", "小鱼");
        assertThat(other.customerSends(CHAT, "text", Map.of("content", "一"), clock.instant())
                        .msgid())
                .isEqualTo(customerWrites("一"));
    }

    private String customerWrites(String text) {
        platform.meet(KF, "wmA", "小鱼");
        return platform.customerSends(CHAT, "text", Map.of("content", text), clock.instant())
                .msgid();
    }

    private JsonNode send(String msgid, String text) {
        if (token.isEmpty() && platform.session(CHAT) != Session.ENDED) {
            token = signIn();
        }
        return api.answer(Call.SEND_MSG, "POST", query(), sendBody(msgid, text), null)
                .json();
    }

    private static String sendBody(String msgid, String text) {
        return Json.text(Map.of(
                "touser", "wmA", "open_kfid", KF, "msgid", msgid, "msgtype", "text", "text", Map.of("content", text)));
    }

    private JsonNode transfer(int state) {
        token = signIn();
        return call(
                Call.SERVICE_STATE_TRANS, Map.of("open_kfid", KF, "external_userid", "wmA", "service_state", state));
    }

    private JsonNode stateGet() {
        return call(Call.SERVICE_STATE_GET, Map.of("open_kfid", KF, "external_userid", "wmA"));
    }

    private JsonNode pull(String cursor, String callbackToken, int limit, @Nullable Fault fault) {
        token = signIn();
        String body = Json.text(Map.of("open_kfid", KF, "cursor", cursor, "token", callbackToken, "limit", limit));
        return api.answer(Call.SYNC_MSG, "POST", query(), body, fault).json();
    }

    private JsonNode call(Call call, Map<String, ?> request) {
        return api.answer(call, "POST", query(), Json.text(request), null).json();
    }

    private JsonNode getToken(String corpId, String secret) {
        return api.answer(Call.GETTOKEN, "GET", Map.of("corpid", corpId, "corpsecret", secret), "", null)
                .json();
    }

    private String signIn() {
        return getToken(credentials.corpId(), credentials.secret())
                .path("access_token")
                .asString();
    }

    private Map<String, String> query() {
        return Map.of("access_token", token);
    }

    private static int errcode(JsonNode answer) {
        return answer.path("errcode").asInt();
    }
}
