package nightdesk.ingest.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import nightdesk.ingest.signed.WebhookRejected.Reason;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.ServerRequest;

class SignedWebhookTest {
    private static final String NOW = "1717257600";
    private static final byte[] BODY = "{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8);
    private final SignedWebhook webhook =
            new SignedWebhook(Clock.fixed(Instant.ofEpochSecond(Long.parseLong(NOW)), ZoneOffset.UTC));

    /** From {@code printf '1717257600.{"id":"1"}' | openssl dgst -sha256 -hmac secret}. */
    @Test
    void signsAsOpensslDoes() {
        assertThat(SignedWebhook.sign("secret", NOW, BODY))
                .isEqualTo("sha256=385bcd426cdbdc590060cadb187f0bc62c205082512bd1d716c3bd1899cabe58");
    }

    @Test
    void takesWhatTheSecretSigned() {
        webhook.verify("secret", NOW, SignedWebhook.sign("secret", NOW, BODY), BODY);
        String early = "1717257300";
        webhook.verify("secret", early, SignedWebhook.sign("secret", early, BODY), BODY);
    }

    @Test
    void refusesWhatIsUnsignedStaleOrChanged() {
        String good = SignedWebhook.sign("secret", NOW, BODY);
        assertThat(reason(null, good, BODY)).isEqualTo(Reason.UNSIGNED);
        assertThat(reason(NOW, null, BODY)).isEqualTo(Reason.UNSIGNED);
        assertThat(reason(NOW, good.substring(7), BODY)).isEqualTo(Reason.UNSIGNED);
        assertThat(reason("yesterday", good, BODY)).isEqualTo(Reason.UNSIGNED);
        assertThat(reason("99999999999999999999", good, BODY)).isEqualTo(Reason.UNSIGNED);
        assertThat(reason("1717257299", SignedWebhook.sign("secret", "1717257299", BODY), BODY))
                .isEqualTo(Reason.STALE);
        assertThat(reason(NOW, SignedWebhook.sign("other", NOW, BODY), BODY)).isEqualTo(Reason.SIGNATURE);
        assertThat(reason(NOW, good, "{\"id\":\"2\"}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Reason.SIGNATURE);
        assertThat(reason("1717257601", good, BODY)).isEqualTo(Reason.SIGNATURE);
    }

    @Test
    void readsTheBodyOfASignedRequest_andRefusesALargeOne() {
        assertThat(webhook.body(request(), "secret", 100).block()).isEqualTo(BODY);
        assertThatThrownBy(() -> webhook.body(request(), "secret", 3).block())
                .isInstanceOfSatisfying(
                        WebhookRejected.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
    }

    private static ServerRequest request() {
        MockServerHttpRequest request = MockServerHttpRequest.post("/gateway/a")
                .header(SignedWebhook.TIMESTAMP, NOW)
                .header(SignedWebhook.SIGNATURE, SignedWebhook.sign("secret", NOW, BODY))
                .body(new String(BODY, StandardCharsets.UTF_8));
        return ServerRequest.create(
                MockServerWebExchange.from(request),
                HandlerStrategies.withDefaults().messageReaders());
    }

    private Reason reason(String timestamp, String signature, byte[] body) {
        return catchThrowableOfType(WebhookRejected.class, () -> webhook.verify("secret", timestamp, signature, body))
                .reason();
    }
}
