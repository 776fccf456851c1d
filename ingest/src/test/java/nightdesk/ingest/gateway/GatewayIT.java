package nightdesk.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChannelActivity;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Counters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Groups;
import nightdesk.ingest.Ids;
import nightdesk.ingest.IngestModule;
import nightdesk.ingest.Json;
import nightdesk.ingest.Media;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.Speaker;
import nightdesk.ingest.TestServers;
import nightdesk.ingest.signed.SignedWebhook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;

/** Webhooks of gateways, from the request to the store. */
class GatewayIT {
    private static final String SECRET = "a secret for this test";
    private static ConfigurableApplicationContext context;
    private static WebTestClient web;

    @BeforeAll
    static void start() {
        context = new SpringApplicationBuilder(IngestModule.class)
                .web(WebApplicationType.NONE)
                .properties(TestServers.fresh())
                .run();
        Map<String, GatewaySettings.Source> sources = Map.of(
                "plain", new GatewaySettings.Source(SECRET, "", "nightdesk", "wxid_owner", Set.of()),
                "wechaty", new GatewaySettings.Source(SECRET, "", "wechaty", "wxid_owner", Set.of()),
                "bot", new GatewaySettings.Source("", "t0ken", "wechatbot-webhook", "wxid_owner", Set.of()),
                "off", new GatewaySettings.Source("", "", "nightdesk", "", Set.of()));
        web = WebTestClient.bindToRouterFunction(new GatewayConfiguration()
                        .gatewayRoutes(
                                new GatewaySettings(sources),
                                context.getBean(Groups.class),
                                context.getBean(EventLog.class),
                                context.getBean(GatewayStore.class),
                                context.getBean(Counters.class),
                                context.getBean(Media.class),
                                context.getBean("mediaScheduler", Scheduler.class),
                                context.getBean(ChannelActivity.class),
                                context.getBean(Clock.class)))
                .configureClient()
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void keepsAMessageOnce_howeverOftenItIsSent() {
        String body = plain("p1", "wxid_a", "patient", "想问一下水光", "2026-11-20T22:00:00+08:00");
        for (int i = 0; i < 3; i++) {
            JsonNode answer = signed("plain", body, 200);
            assertThat(answer.path("accepted").asInt()).isEqualTo(1);
        }
        List<ChatMessage> kept = conversation("plain", "wxid_a", 1);
        assertThat(kept).hasSize(1);
        assertThat(kept.getFirst().text()).isEqualTo("想问一下水光");
        assertThat(kept.getFirst().identity().value()).isEqualTo("wxid_a");
        assertThat(kept.getFirst().sentAt()).isEqualTo(Instant.parse("2026-11-20T14:00:00Z"));
    }

    @Test
    void takesABatchOf500_andNamesEachBadEntry() {
        List<String> entries = IntStream.range(0, 500)
                .mapToObj(i -> i % 100 == 7
                        ? "{\"id\":\"b" + i + "\",\"speaker\":{\"role\":\"patient\"},\"text\":\"无会话\",\"sentAt\":1}"
                        : plain("b" + i, "wxid_b", i % 2 == 0 ? "patient" : "staff", "第" + i, "1763650000"))
                .toList();
        JsonNode answer = signed("plain", "{\"messages\":[" + String.join(",", entries) + "]}", 200);
        assertThat(answer.path("accepted").asInt()).isEqualTo(495);
        assertThat(answer.path("rejected")).hasSize(5);
        assertThat(answer.path("rejected").path(0).path("index").asInt()).isEqualTo(7);
        assertThat(answer.path("rejected").path(0).path("reason").asString()).contains("conversation");
        assertThat(conversation("plain", "wxid_b", 495)).hasSize(495);
        assertThat(context.getBean(DatabaseClient.class)
                        .sql("select count(*) as n from gateway_rejects where source = 'plain'")
                        .map(row -> row.get("n", Long.class))
                        .one()
                        .block())
                .isGreaterThanOrEqualTo(5);
        signed(
                "plain",
                "["
                        + String.join(
                                ",", IntStream.range(0, 501).mapToObj(i -> "{}").toList()) + "]",
                400);
    }

    @Test
    void hidesWhatWasTakenBack() {
        signed("plain", plain("r1", "wxid_r", "patient", "说错了", "1763650000"), 200);
        signed(
                "plain",
                plain("r2", "wxid_r", "patient", "", "1763650010").replace("\"text\":\"\"", "\"recalls\":\"r1\""),
                200);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(conversation("plain", "wxid_r", 1))
                        .singleElement()
                        .satisfies(kept -> assertThat(kept.text()).doesNotContain("说错了")));
    }

    @Test
    void keepsAFileThatCameAlong_andDoesNotCallHostsThatNobodyAllowed() {
        String source = "{\"room\":\"\",\"from\":{\"payload\":{\"id\":\"@pic\",\"name\":\"小图\"}},"
                + "\"to\":{\"payload\":{\"id\":\"@me\",\"name\":\"客服\"}}}";
        String form = part("type", "file")
                + "--X\r\nContent-Disposition: form-data; name=\"content\"; filename=\"a.gif\"\r\n"
                + "Content-Type: image/gif\r\n\r\nGIF89a-not-much-of-a-picture\r\n"
                + part("source", source) + part("isMentioned", "0") + part("isMsgFromSelf", "0") + "--X--\r\n";
        post("/gateway/bot/t0ken", form, "multipart/form-data; boundary=X")
                .expectStatus()
                .isOk();
        assertThat(medium(conversation("bot", "小图", 1).getFirst()).state()).isEqualTo(Media.State.STORED);

        String pointing = Json.text(Map.of(
                "id",
                "pic1",
                "conversation",
                Map.of("id", "wxid_pic"),
                "speaker",
                Map.of("role", "patient"),
                "type",
                "image",
                "media",
                Map.of("url", "http://169.254.169.254/latest/meta-data"),
                "sentAt",
                "1763650000"));
        signed("plain", pointing, 200);
        Media.Medium refused = medium(conversation("plain", "wxid_pic", 1).getFirst());
        assertThat(refused.state()).isEqualTo(Media.State.GONE);
        assertThat(refused.reason()).contains("不在允许的名单");
    }

    private static Media.Medium medium(ChatMessage message) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> context.getBean(Media.class)
                                .of(message.messageId())
                                .blockOptional(),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void refusesWhatIsNotSigned_orTooLarge_orNoSource() {
        post("/gateway/plain", "{}", "application/json").expectStatus().isUnauthorized();
        post("/gateway/off", "{}", "application/json").expectStatus().isNotFound();
        post("/gateway/nobody", "{}", "application/json").expectStatus().isNotFound();
        post("/gateway/bot", "{}", "application/json").expectStatus().isUnauthorized();
        post("/gateway/bot/wrong", "{}", "application/json").expectStatus().isForbidden();
        signed("plain", "not json", 400);
        signed("plain", "7", 400);
        signed("plain", "x".repeat(5 << 20), 413);
    }

    @Test
    void understandsWechaty_inSecondsAndMilliseconds_andOwnEchoes() {
        signed("wechaty", """
                [{"id":"w1","talkerId":"wxid_c","listenerId":"wxid_owner","talkerName":"丽丽","text":"在吗","timestamp":1763650000,"type":7},
                 {"id":"w2","talkerId":"wxid_owner","listenerId":"wxid_c","text":"在的","timestamp":1763650001500,"type":7},
                 {"id":"w3","talkerId":"wxid_c","listenerId":"wxid_owner","timestamp":1763650002,"type":6},
                 {"id":"w4","talkerId":"wxid_c","roomId":"1@chatroom","roomTopic":"VIP群","text":"群里问","timestamp":1763650003,"type":7},
                 {"id":"w5","talkerId":"wxid_c","timestamp":1763650003,"type":99}]""", 200);
        List<ChatMessage> kept = conversation("wechaty", "wxid_c", 3);
        assertThat(kept)
                .extracting(ChatMessage::speaker)
                .containsExactly(Speaker.PATIENT, Speaker.STAFF, Speaker.PATIENT);
        assertThat(kept).extracting(ChatMessage::text).containsExactly("在吗", "在的", "[图片]");
        assertThat(kept.get(1).sentAt()).isEqualTo(Instant.ofEpochMilli(1763650001500L));
        assertThat(conversation("wechaty", "1@chatroom", 1))
                .extracting(ChatMessage::text)
                .containsExactly("群里问");
    }

    @Test
    void understandsWechatbotWebhook() {
        String source = "{\"room\":\"\",\"from\":{\"payload\":{\"id\":\"@abc\",\"name\":\"小雨\"}},"
                + "\"to\":{\"payload\":{\"id\":\"@me\",\"name\":\"客服\"}}}";
        String form = part("type", "text") + part("content", "明天能约吗") + part("source", source)
                + part("isMentioned", "0") + part("isMsgFromSelf", "0") + "--X--\r\n";
        for (int i = 0; i < 2; i++) {
            post("/gateway/bot/t0ken", form, "multipart/form-data; boundary=X")
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .json("{\"success\":true}");
        }
        List<ChatMessage> kept = conversation("bot", "小雨", 1);
        assertThat(kept).extracting(ChatMessage::text).containsExactly("明天能约吗");
        assertThat(kept.getFirst().identity().kind()).isEqualTo("name");
        String login = part("type", "system_event_login") + part("content", "{}") + "--X--\r\n";
        post("/gateway/bot?token=t0ken", login, "multipart/form-data; boundary=X")
                .expectStatus()
                .isOk();
        String bad = part("type", "text") + part("content", "谁说的") + part("source", "nobody") + "--X--\r\n";
        post("/gateway/bot/t0ken", bad, "multipart/form-data; boundary=X")
                .expectStatus()
                .isBadRequest();
        post("/gateway/bot/t0ken", "no form", "multipart/form-data; boundary=X")
                .expectStatus()
                .isBadRequest();
    }

    private static String part(String name, String value) {
        return "--X\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String plain(String id, String peer, String role, String text, String sentAt) {
        return Json.text(Map.of(
                "id", id,
                "conversation", Map.of("id", peer),
                "speaker", Map.of("role", role),
                "text", text,
                "sentAt", sentAt));
    }

    private static JsonNode signed(String source, String body, int status) {
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        byte[] answer = web.post()
                .uri("/gateway/" + source)
                .header(SignedWebhook.TIMESTAMP, timestamp)
                .header(
                        SignedWebhook.SIGNATURE,
                        SignedWebhook.sign(SECRET, timestamp, body.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .bodyValue(body.getBytes(StandardCharsets.UTF_8))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .returnResult()
                .getResponseBody();
        return Json.MAPPER.readTree(answer);
    }

    private static WebTestClient.ResponseSpec post(String path, String body, String type) {
        return web.post()
                .uri(path)
                .header("Content-Type", type)
                .bodyValue(body.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    private static List<ChatMessage> conversation(String source, String peer, int atLeast) {
        String id = Ids.conversation(Channel.GATEWAY, source, "wxid_owner", peer);
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> context.getBean(MessageStore.class)
                                .conversation(id, null, 0, 600)
                                .block(Duration.ofSeconds(10))
                                .items(),
                        items -> items.size() >= atLeast);
    }
}
