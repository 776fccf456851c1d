package nightdesk.dashboard.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import nightdesk.responder.KnowledgeImport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** The night, the queue and the replay through the real HTTP edge, with the sample knowledge. */
class NightRoutesIT {
    private static RunningApp app;
    private static WebTestClient admin;

    @BeforeAll
    static void start() {
        app = RunningApp.start(Map.of(
                "nightdesk.night.windows", "00:00-24:00",
                "nightdesk.night.burst-window", "PT0.4S",
                "nightdesk.night.unfinished-window", "PT0.8S"));
        admin = app.admin();
        app.bean(KnowledgeImport.class).importSample("test").block(Duration.ofMinutes(1));
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void replaysAConversation_withoutStoringIt() {
        admin.post()
                .uri("/api/nights/replay")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("""
                        {"branch": "静安", "turns": [
                          {"at": "22:14:03", "from": "patient", "type": "text", "text": "热玛吉全脸多少钱"},
                          {"at": "22:15:40", "from": "patient", "type": "text", "text": "明天下午打我 138 0000 1234"}]}""")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.messages[0].knowledge[0]")
                .isEqualTo("kb-041")
                .jsonPath("$.messages[0].decision")
                .isEqualTo("answer")
                .jsonPath("$.messages[0].at")
                .value(at -> assertThat(at.toString()).endsWith("+08:00"))
                .jsonPath("$.lead.phone")
                .isEqualTo("138-0000-1234")
                .jsonPath("$.lead.callback_time")
                .isEqualTo("明天下午")
                .jsonPath("$.escalation.level")
                .isEqualTo("none")
                .jsonPath("$.humanRequested")
                .isEqualTo(false);
        assertThat(leads("")
                        .path("items")
                        .valueStream()
                        .noneMatch(
                                lead -> lead.path("conversationId").asString().equals("replay")))
                .isTrue();
    }

    @Test
    void saysWhatIsWrongWithAScript() {
        admin.post()
                .uri("/api/nights/replay")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"turns\": [{\"at\": \"soon\", \"from\": \"patient\"}]}")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .value(detail -> assertThat(detail.toString()).contains("soon"));
    }

    @Test
    void aNightsQuestionBecomesALeadThatIsClaimedAndClosed() {
        String conversation = write("热玛吉多少钱 下午打给我 139 0000 8866");
        JsonNode lead =
                await().atMost(Duration.ofSeconds(30)).until(() -> lead(conversation), found -> !found.isMissingNode());
        assertThat(lead.path("phone").asString()).isEqualTo("139****8866");
        assertThat(lead.path("patientName").asString()).isEqualTo("沈**");
        assertThat(lead.path("state").asString()).isEqualTo("open");
        String id = lead.path("id").asString();
        admin.post()
                .uri("/api/leads/{id}/contact", id)
                .exchange()
                .expectStatus()
                .isEqualTo(409);
        admin.post()
                .uri("/api/leads/{id}/claim", id)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.owner")
                .isEqualTo("admin");
        admin.post()
                .uri("/api/leads/{id}/contact", id)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.phone")
                .isEqualTo("13900008866");
        admin.post()
                .uri("/api/leads/{id}/attempts", id)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"outcome\": \"booked\", \"note\": \"周六\"}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("done")
                .jsonPath("$.attempts[0].outcome")
                .isEqualTo("booked")
                .jsonPath("$.attempts[0].by")
                .isEqualTo("admin");
        admin.post().uri("/api/leads/{id}/claim", id).exchange().expectStatus().isEqualTo(409);
        admin.post().uri("/api/leads/none/claim").exchange().expectStatus().isNotFound();
        admin.post()
                .uri("/api/leads/{id}/attempts", id)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"outcome\": \"maybe\"}")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void showsTheNightAndWhyEachThingWasSaid() {
        String conversation = write("静安院区地址在哪里");
        JsonNode replies = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> get("/api/replies?conversationId=" + conversation),
                        found -> found.path("total").asInt() == 1);
        JsonNode reply = replies.path("items").path(0);
        assertThat(reply.path("kind").asString()).isEqualTo("answer");
        assertThat(reply.path("knowledge").path(0).path("id").asString()).isEqualTo("kb-008");
        assertThat(reply.path("gate").path("verdict").asString()).isEqualTo("allow");
        assertThat(reply.path("triage").path("level").asString()).isEqualTo("none");
        assertThat(reply.path("delivery").path("msgid").asString()).hasSizeLessThanOrEqualTo(32);
        assertThat(reply.path("trace").size()).isPositive();
        JsonNode tonight = get("/api/nights").path("items").path(0);
        String date = tonight.path("date").asString();
        assertThat(tonight.path("conversations").asInt()).isPositive();
        assertThat(get("/api/nights/" + date).path("patientMessages").asInt()).isPositive();
        assertThat(get("/api/nights/" + date + "/conversations")
                        .path("items")
                        .valueStream()
                        .map(talk -> talk.path("conversationId").asString()))
                .contains(conversation);
        admin.get().uri("/api/leads?state=unknown").exchange().expectStatus().isBadRequest();
        admin.get().uri("/api/nights/yesterday").exchange().expectStatus().isBadRequest();
    }

    private static JsonNode lead(String conversation) {
        return leads("open")
                .path("items")
                .valueStream()
                .filter(lead -> lead.path("conversationId").asString().equals(conversation))
                .findFirst()
                .orElse(Json.MAPPER.missingNode());
    }

    private static JsonNode leads(String state) {
        return get("/api/leads?size=200&state=" + state);
    }

    private static JsonNode get(String uri) {
        byte[] body = admin.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return Json.MAPPER.readTree(body == null ? new byte[0] : body);
    }

    private static String write(String text) {
        String peer = "wm" + UUID.randomUUID().toString().replace("-", "");
        String key = UUID.randomUUID().toString();
        String conversation = Ids.conversation(Channel.WECOM_KF, "main", "wkTest", peer);
        ChatMessage message = new ChatMessage(
                Ids.message(Channel.WECOM_KF, "main", key),
                Channel.WECOM_KF,
                "main",
                "wkTest",
                peer,
                conversation,
                new Identity("external_userid", peer),
                "沈小姐",
                Speaker.PATIENT,
                null,
                null,
                "text",
                text,
                Instant.now(),
                Instant.now(),
                "kf",
                null);
        app.bean(EventLog.class)
                .append(List.of(new LogRecord(Topics.MESSAGE, conversation, Json.text(message))))
                .block(Duration.ofSeconds(20));
        return conversation;
    }
}
