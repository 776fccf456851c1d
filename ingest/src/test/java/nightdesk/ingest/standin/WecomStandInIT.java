package nightdesk.ingest.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import nightdesk.ingest.Json;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomStandIn;
import nightdesk.ingest.WecomStandIn.Call;
import nightdesk.ingest.WecomStandIn.Customer;
import nightdesk.ingest.WecomStandIn.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;

class WecomStandInIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant NIGHT = Instant.parse("2026-07-01T15:40:00Z");
    private static final Pattern ENCRYPT = Pattern.compile("<Encrypt><!\\[CDATA\\[(.+?)]]></Encrypt>");

    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final Queue<String> ciphertexts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final HttpClient client = HttpClient.create();
    private DisposableServer receiver =
            HttpServer.create().host("127.0.0.1").handle(this::receive).bindNow();
    private WecomStandIn standIn = startStandIn(WecomStandIn.Config.seeded(11));
    private WecomAccount account = standIn.account("test");

    @BeforeEach
    void push() {
        standIn.pushTo(callback());
    }

    @AfterEach
    void stop() {
        standIn.stop().block(LIMIT);
        receiver.disposeNow();
    }

    @Test
    void handshakeSucceeds_whenTheReceiverAnswersTheDecryptedText() {
        assertThat(standIn.verifyCallback().block(LIMIT)).isTrue();
        standIn.pushTo(URI.create("http://127.0.0.1:" + receiver.port() + "/elsewhere"));
        assertThat(standIn.verifyCallback().block(LIMIT)).isFalse();
    }

    @Test
    void aCustomersTextIsPushedAsASignedSignal_andPulledWithItsToken() {
        Customer customer = standIn.customer("wmA", "小鱼");
        String msgid = customer.says("水光多少钱", NIGHT).block(LIMIT);
        assertThat(received).hasSize(1);
        String signal = Objects.requireNonNull(received.peek());
        assertThat(signal).contains("kf_msg_or_event", customer.openKfId()).doesNotContain("水光");
        JsonNode page = sync(customer.openKfId(), "", tag(signal, "Token"));
        JsonNode message = page.path("msg_list").path(0);
        assertThat(message.path("msgid").asString()).isEqualTo(msgid);
        assertThat(message.path("text").path("content").asString()).isEqualTo("水光多少钱");
        assertThat(message.path("send_time").asLong()).isEqualTo(NIGHT.getEpochSecond());
    }

    @Test
    void whatWeSendIsHeard() {
        Customer customer = standIn.customer("wmA", "小鱼");
        customer.says("在吗", NIGHT).block(LIMIT);
        Mono<List<WecomStandIn.Sent>> heard = customer.hears(1);
        assertThat(send(customer, "m1", "您好").path("errcode").asInt()).isZero();
        assertThat(Objects.requireNonNull(heard.block(LIMIT)).getFirst().text()).isEqualTo("您好");
        assertThat(standIn.sent()).hasSize(1);
    }

    @Test
    void acceptedSendWhoseAnswerIsLost_isARepeatTheNextTime() {
        Customer customer = standIn.customer("wmA", "小鱼");
        customer.says("在吗", NIGHT).block(LIMIT);
        String path = "/cgi-bin/kf/send_msg?access_token=" + accessToken();
        standIn.misbehave(Call.SEND_MSG, new Fault.AnswerLost(), 1);
        Mono<JsonNode> lost = post(path, sendBody(customer, "m1", "您好"));
        assertThat(lost.map(answer -> "answered")
                        .onErrorReturn(Exception.class, "lost")
                        .block(LIMIT))
                .isEqualTo("lost");
        assertThat(send(customer, "m1", "您好").path("errcode").asInt()).isEqualTo(95033);
        assertThat(customer.heard()).hasSize(1);
    }

    @Test
    void planned5xxAndErrcodesHappenThatOften_andHaveNoEffect() {
        Customer customer = standIn.customer("wmA", "小鱼");
        customer.says("在吗", NIGHT).block(LIMIT);
        standIn.misbehave(Call.SEND_MSG, new Fault.Errcode(45009), 1);
        standIn.misbehave(Call.SEND_MSG, new Fault.Errcode(-1), 1);
        assertThat(send(customer, "m1", "您好").path("errcode").asInt()).isEqualTo(45009);
        assertThat(send(customer, "m1", "您好").path("errcode").asInt()).isEqualTo(-1);
        assertThat(customer.heard()).isEmpty();
        assertThat(send(customer, "m1", "您好").path("errcode").asInt()).isZero();
    }

    @Test
    void revokedTokensAreUnknown() {
        Customer customer = standIn.customer("wmA", "小鱼");
        customer.says("在吗", NIGHT).block(LIMIT);
        String old = accessToken();
        standIn.revokeTokens();
        JsonNode answer =
                Objects.requireNonNull(post("/cgi-bin/kf/send_msg?access_token=" + old, sendBody(customer, "m1", "您好"))
                        .block(LIMIT));
        assertThat(answer.path("errcode").asInt()).isEqualTo(40014);
        assertThat(accessToken()).isNotEqualTo(old);
    }

    @Test
    void failedCallbackIsPushedAgain_encryptedAnew() {
        failures.set(2);
        standIn.customer("wmA", "小鱼").says("在吗", NIGHT).block(LIMIT);
        assertThat(standIn.traffic().retries()).isEqualTo(2);
        assertThat(standIn.traffic().acknowledged()).isEqualTo(1);
        assertThat(ciphertexts).hasSize(3).doesNotHaveDuplicates();
        assertThat(received).hasSize(1);
    }

    @Test
    void callbackIsGivenUpAfterThreeRetries_butTheMessageStays() {
        failures.set(4);
        Customer customer = standIn.customer("wmA", "小鱼");
        customer.says("在吗", NIGHT).block(LIMIT);
        assertThat(standIn.traffic().givenUp()).isEqualTo(1);
        assertThat(received).isEmpty();
        assertThat(sync(customer.openKfId(), "", "").path("msg_list")).hasSize(1);
    }

    @Test
    void callbacksAreLostDoubledAndSwappedOnDemand() {
        Customer customer = standIn.customer("wmA", "小鱼");
        standIn.misbehave(Call.CALLBACK, new Fault.Lost(), 1);
        customer.says("一", NIGHT).block(LIMIT);
        assertThat(received).isEmpty();
        standIn.misbehave(Call.CALLBACK, new Fault.Twice(), 1);
        customer.says("二", NIGHT).block(LIMIT);
        assertThat(received).hasSize(2);
        received.clear();
        standIn.misbehave(Call.CALLBACK, new Fault.OutOfOrder(), 1);
        customer.says("三", NIGHT).block(LIMIT);
        assertThat(received).isEmpty();
        customer.says("四", NIGHT).block(LIMIT);
        assertThat(received).hasSize(2);
    }

    @Test
    void twentyThousandMessagesArePushedWithinAMinute() {
        long start = System.nanoTime();
        Flux.range(0, 20_000)
                .flatMap(i -> standIn.customer("wm" + i % 200, "甲").says("第" + i, NIGHT.plusSeconds(i)), 32)
                .then()
                .block(Duration.ofMinutes(2));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.println("20,000 callbacks pushed in " + took.toMillis() + " ms");
        assertThat(received).hasSize(20_000);
        assertThat(standIn.traffic().givenUp()).isZero();
        assertThat(took).isLessThan(Duration.ofSeconds(60));
    }

    private WecomStandIn startStandIn(WecomStandIn.Config config) {
        return Objects.requireNonNull(WecomStandIn.start(config).block(LIMIT));
    }

    private URI callback() {
        return URI.create("http://127.0.0.1:" + receiver.port() + "/wecom/callback/test");
    }

    private JsonNode sync(String openKfId, String cursor, String token) {
        String body = Json.text(Map.of("open_kfid", openKfId, "cursor", cursor, "token", token));
        return Objects.requireNonNull(
                post("/cgi-bin/kf/sync_msg?access_token=" + accessToken(), body).block(LIMIT));
    }

    private JsonNode send(Customer customer, String msgid, String text) {
        String path = "/cgi-bin/kf/send_msg?access_token=" + accessToken();
        return Objects.requireNonNull(
                post(path, sendBody(customer, msgid, text)).block(LIMIT));
    }

    private static String sendBody(Customer customer, String msgid, String text) {
        return Json.text(Map.of(
                "touser",
                customer.externalUserId(),
                "open_kfid",
                customer.openKfId(),
                "msgid",
                msgid,
                "msgtype",
                "text",
                "text",
                Map.of("content", text)));
    }

    private String accessToken() {
        return Objects.requireNonNull(client.get()
                        .uri(standIn.url() + "/cgi-bin/gettoken?corpid=" + account.corpId() + "&corpsecret="
                                + account.secret())
                        .responseContent()
                        .aggregate()
                        .asString()
                        .map(Json.MAPPER::readTree)
                        .block(LIMIT))
                .path("access_token")
                .asString();
    }

    private Mono<JsonNode> post(String path, String body) {
        return client.disableRetry(true)
                .post()
                .uri(standIn.url() + path)
                .send((request, outbound) -> outbound.sendString(Mono.just(body)))
                .responseContent()
                .aggregate()
                .asString()
                .map(Json.MAPPER::readTree);
    }

    private Mono<Void> receive(HttpServerRequest request, HttpServerResponse response) {
        if (!request.fullPath().equals("/wecom/callback/test")) {
            return response.sendNotFound();
        }
        Map<String, String> query = UriComponentsBuilder.fromUriString(request.uri())
                .build()
                .getQueryParams()
                .toSingleValueMap();
        if (request.method().name().equals("GET")) {
            String echo = URLDecoder.decode(query.getOrDefault("echostr", ""), StandardCharsets.UTF_8);
            return response.sendString(Mono.just(open(query, echo))).then();
        }
        return request.receive().aggregate().asString().flatMap(body -> take(query, body, response));
    }

    private Mono<Void> take(Map<String, String> query, String body, HttpServerResponse response) {
        Matcher matcher = ENCRYPT.matcher(body);
        assertThat(matcher.find()).isTrue();
        ciphertexts.add(matcher.group(1));
        if (failures.getAndDecrement() > 0) {
            return response.status(503).send().then();
        }
        received.add(open(query, matcher.group(1)));
        return response.send().then();
    }

    /** Opens a callback by hand: neither the stand-in's code nor the client's. */
    private String open(Map<String, String> query, String encrypted) {
        try {
            byte[] key = Base64.getDecoder().decode(account.encodingAesKey() + "=");
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(Arrays.copyOf(key, 16)));
            byte[] plain = cipher.doFinal(Base64.getDecoder().decode(encrypted));
            int length = ByteBuffer.wrap(plain).getInt(16);
            int end = plain.length - plain[plain.length - 1];
            assertThat(new String(plain, 20 + length, end - 20 - length, StandardCharsets.UTF_8))
                    .isEqualTo(account.corpId());
            assertThat(query).containsKeys("msg_signature", "timestamp", "nonce");
            return new String(plain, 20, length, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String tag(String xml, String name) {
        Matcher matcher = Pattern.compile("<" + name + "><!\\[CDATA\\[(.+?)]]>").matcher(xml);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
