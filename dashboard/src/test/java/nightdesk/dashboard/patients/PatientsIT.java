package nightdesk.dashboard.patients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nightdesk.dashboard.app.RunningApp;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Speaker;
import nightdesk.ingest.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

/** One patient across channels and CRM, through the running product. */
class PatientsIT {
    private static final String SECRET = "test-crm-secret";
    private static RunningApp app;
    private static WebTestClient admin;

    @BeforeAll
    static void start() {
        app = RunningApp.start(Map.of("nightdesk.crm.sources.his.secret", SECRET));
        admin = app.admin();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void findsBothChatsUnderOnePerson_andPutsThemBack_whenMergedAndUnmerged() {
        say("m1", "wm-first", Channel.WECOM_KF, "想问问皮秒价格，手机13800009999");
        say("m2", "wxid_second", Channel.WECHAT, "皮秒要做几次，我的手机是13800009999");
        String first = Ids.patient(new Identity("external_userid", "wm-first"));
        String second = Ids.patient(new Identity("wxid", "wxid_second"));
        until("/api/messages/search?q=皮秒", json -> read(json, "$.total").equals(2));
        assertThat(read(get("/api/messages/search?q=皮秒"), "$.patients")).isEqualTo(2);

        String proposals =
                until("/api/patients/proposals", json -> !read(json, "$.total").equals(0));
        assertThat(read(proposals, "$.items[0].reasons[0]").toString()).contains("138****9999");
        assertThat(proposals).doesNotContain("13800009999");

        String decision = post("/api/patients/" + second + "/merge", Map.of("with", first, "reason", "电话确认"), 200);
        until("/api/messages/search?q=皮秒", json -> read(json, "$.patients").equals(1));
        for (String id : List.of(first, second)) {
            assertThat(read(get("/api/messages/search?q=皮秒&patientId=" + id), "$.total"))
                    .isEqualTo(2);
            assertThat(read(get("/api/patients/" + id), "$.patientId")).isEqualTo(first);
        }
        String askers = get("/api/messages/search/patients?q=皮秒");
        assertThat(read(askers, "$.total")).isEqualTo(1);
        assertThat(read(askers, "$.items[0].messages")).isEqualTo(2);
        say("m3", "wxid_second", Channel.WECHAT, "皮秒疼不疼");
        until(
                "/api/messages/search?q=皮秒&patientId=" + first,
                json -> read(json, "$.total").equals(3));

        post("/api/patients/decisions/" + read(decision, "$.decisionId") + "/undo", Map.of("reason", "是两姐妹"), 200);
        until("/api/messages/search?q=皮秒", json -> read(json, "$.patients").equals(2));
        assertThat(read(get("/api/messages/search?q=皮秒&patientId=" + first), "$.total"))
                .isEqualTo(1);
        assertThat(read(get("/api/messages/search?q=皮秒&patientId=" + second), "$.total"))
                .isEqualTo(2);
        String history = get("/api/patients/" + second);
        assertThat(read(history, "$.history[0].kind")).isEqualTo("unmerged");
        assertThat(read(history, "$.history[1].by")).isEqualTo("admin");
    }

    @Test
    void takesASignedBatch_andRefusesOthers() throws Exception {
        String body = """
                {"events":[{"id":"V1","kind":"visit","at":"2026-01-05T10:00:00+08:00",
                "patient":{"crmId":"C900","externalUserid":"wm-crm","name":"王小美","phone":"138 0000 8888"},
                "data":{"visitType":"初诊","department":"皮肤科"}}]}""";
        String now = String.valueOf(Instant.now().getEpochSecond());
        for (int i = 0; i < 2; i++) {
            send("his", now, sign(now + "." + body), body)
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .json("{\"accepted\":1}");
        }
        send("his", now, sign(now + ".other"), body).expectStatus().isForbidden();
        send("unknown", now, sign(now + "." + body), body).expectStatus().isNotFound();
        String bad = body.replace("visit\"", "nonsense\"");
        send("his", now, sign(now + "." + bad), bad)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].reason")
                .value(reason -> assertThat(reason.toString()).contains("记录类型"));
        String id = Ids.patient(new Identity("crm", "his/C900"));
        String person = until(
                "/api/patients/" + id, json -> read(json, "$.events.total").equals(1));
        assertThat(read(person, "$.name")).isEqualTo("王小美");
        assertThat(read(person, "$.phone")).isEqualTo("138****8888");
        assertThat(read(person, "$.events.items[0].data.visitType")).isEqualTo("first");
        assertThat(read(get("/api/patients?q=C900"), "$.total")).isEqualTo(1);
        assertThat(read(get("/api/patients?q=王小"), "$.items[0].patientId")).isEqualTo(read(person, "$.patientId"));
    }

    @Test
    void importsAnExport_afterADryRun() {
        MultipartBodyBuilder form = new MultipartBodyBuilder();
        form.part(
                        "file",
                        new ByteArrayResource("客户编号,手机号,就诊时间,就诊类型\nC77,13800007777,2026-01-05,初诊\nC78,1,2026-01-05,复诊\n"
                                .getBytes(StandardCharsets.UTF_8)))
                .filename("就诊.csv");
        form.part("source", "his");
        String uploaded = body(admin.post()
                .uri("/api/crm/uploads")
                .body(BodyInserters.fromMultipartData(form.build()))
                .exchange()
                .expectStatus()
                .isOk());
        assertThat(read(uploaded, "$.kind")).isEqualTo("visit");
        assertThat(read(uploaded, "$.columns[0].field")).isEqualTo("crmId");
        String id = read(uploaded, "$.id").toString();
        Map<String, Object> mapping = Map.of(
                "kind", "visit", "columns", Map.of("客户编号", "crmId", "手机号", "phone", "就诊时间", "at", "就诊类型", "visitType"));
        post("/api/crm/imports/" + id + "/run", mapping, 202);
        String tried =
                until("/api/crm/imports/" + id, json -> read(json, "$.state").equals("done"));
        assertThat(read(tried, "$.accepted")).isEqualTo(1);
        assertThat(read(tried, "$.errors[0].reason").toString()).contains("手机号");
        Map<String, Object> real = new java.util.HashMap<>(mapping);
        real.put("dryRun", false);
        post("/api/crm/imports/" + id + "/run", real, 202);
        until("/api/crm/imports/" + id, json -> read(json, "$.state").equals("done"));
        until("/api/patients?q=C77", json -> read(json, "$.total").equals(1));
        post("/api/crm/imports/" + id + "/run", real, 400);
        post("/api/crm/imports/none/run", real, 404);
    }

    private static void say(String key, String peer, Channel channel, String text) {
        Identity identity = new Identity(channel == Channel.WECHAT ? "wxid" : "external_userid", peer);
        ChatMessage message = new ChatMessage(
                Ids.message(channel, "main", key),
                channel,
                "main",
                "us",
                peer,
                Ids.conversation(channel, "main", "us", peer),
                identity,
                peer,
                Speaker.PATIENT,
                peer,
                null,
                ChatMessage.TEXT,
                text,
                Instant.parse("2026-11-20T04:00:00Z"),
                Instant.parse("2026-11-20T04:00:01Z"),
                "import:test",
                null);
        app.bean(EventLog.class)
                .append(new LogRecord(Topics.MESSAGE, message.conversationId(), Json.text(message)))
                .block(Duration.ofSeconds(30));
    }

    private static WebTestClient.ResponseSpec send(String source, String timestamp, String signature, String body) {
        return app.anonymous()
                .post()
                .uri("/crm/" + source)
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Nightdesk-Timestamp", timestamp)
                .header("X-Nightdesk-Signature", signature)
                .bodyValue(body)
                .exchange();
    }

    private static String sign(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + java.util.HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String get(String path) {
        return body(admin.get().uri(path).exchange().expectStatus().isOk());
    }

    private static String post(String path, Map<String, ?> body, int status) {
        return body(admin.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status));
    }

    private static String body(WebTestClient.ResponseSpec response) {
        return Objects.requireNonNull(
                response.expectBody(String.class).returnResult().getResponseBody());
    }

    private static Object read(String json, String path) {
        return Objects.requireNonNull(JsonPath.read(json, path), path);
    }

    private static String until(String path, Predicate<String> enough) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> body(admin.get().uri(path).exchange()),
                        json -> !json.contains("\"status\":404") && enough.test(json));
    }
}
