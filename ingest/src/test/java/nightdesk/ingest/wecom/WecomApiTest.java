package nightdesk.ingest.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import nightdesk.ingest.TransientFailure;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomStandIn;
import nightdesk.ingest.WecomStandIn.Call;
import nightdesk.ingest.WecomStandIn.Config;
import nightdesk.ingest.WecomStandIn.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

class WecomApiTest {
    private static final String SYNC = "/cgi-bin/kf/sync_msg";
    private WecomStandIn wecom;
    private WecomAccount account;
    private WecomApi api;
    private Map<String, Object> request;

    @BeforeEach
    void start() {
        wecom = WecomStandIn.start(Config.seeded(3)).block();
        account = wecom.account("main");
        api = new WecomApi(WebClient.create(), Clock.systemUTC());
        request = Map.of("open_kfid", wecom.customer("wm1", "甲").openKfId());
    }

    @AfterEach
    void stop() {
        wecom.stop().block();
    }

    @Test
    void fetchesOneToken_whenManyAskAtOnce() {
        wecom.misbehave(Call.GETTOKEN, new Fault.Slow(Duration.ofMillis(300)), 1);
        Flux.range(0, 50).flatMap(i -> api.post(account, SYNC, request), 50).blockLast(Duration.ofSeconds(30));
        assertThat(wecom.traffic().requests().get(Call.GETTOKEN)).isEqualTo(1);
    }

    @Test
    void fetchesOneNewToken_whenTheOldOneIsRefused() {
        api.post(account, SYNC, request).block();
        wecom.revokeTokens();
        Flux.range(0, 20).flatMap(i -> api.post(account, SYNC, request), 20).blockLast(Duration.ofSeconds(30));
        assertThat(wecom.traffic().requests().get(Call.GETTOKEN)).isEqualTo(2);
    }

    @Test
    void givesUp_whenTheTokenIsRefusedTwice() {
        wecom.misbehave(Call.SYNC_MSG, new Fault.Errcode(42001), 10);
        assertThatExceptionOfType(WecomFailure.class)
                .isThrownBy(() -> api.post(account, SYNC, request).block())
                .satisfies(e -> assertThat(e.errcode()).isEqualTo(42001));
        assertThat(wecom.traffic().requests().get(Call.SYNC_MSG)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 45009})
    void triesAgain_whenWecomIsBusy(int errcode) {
        wecom.misbehave(Call.SYNC_MSG, new Fault.Errcode(errcode), 2);
        assertThat(api.post(account, SYNC, request).block().path("errcode").asInt())
                .isZero();
    }

    @Test
    void isTransient_whenWecomStaysAway() {
        wecom.misbehave(Call.SYNC_MSG, new Fault.Status(502), 10);
        assertThatExceptionOfType(TransientFailure.class)
                .isThrownBy(() -> api.post(account, SYNC, request).block())
                .withMessageContaining("502");
    }

    @Test
    void showsNoSecret_whateverFails() {
        WecomAccount nowhere = new WecomAccount(
                "x",
                account.corpId(),
                "1",
                "the-secret",
                "the-token",
                account.encodingAesKey(),
                URI.create("http://127.0.0.1:1"),
                false);
        assertThatExceptionOfType(TransientFailure.class)
                .isThrownBy(() -> api.post(nowhere, SYNC, request).block())
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("the-secret", "corpsecret", "127.0.0.1:1/"));
        assertThat(nowhere.toString()).doesNotContain("the-secret", "the-token");
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
