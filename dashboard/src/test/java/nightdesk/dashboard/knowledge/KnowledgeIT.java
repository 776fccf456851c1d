package nightdesk.dashboard.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import nightdesk.dashboard.app.RunningApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Knowledge, the gate and the understanding through the real HTTP edge. */
class KnowledgeIT {
    private static final String LINES = """
            {"id":"k-1","category":"price","question":"热玛吉多少钱？","answer":"公示价目表：热玛吉全面部16800–26800元，以面诊为准。","treatments":["热玛吉"],"valid_until":"2099-12-31"}

            {"id":"k-2","category":"hours","question":"你们几点开门？","answer":"每天9:30–20:30接待。","treatments":[]}
            {"id":"k-3","category":"hours"}
            not json
            """;

    private static RunningApp app;
    private static WebTestClient admin;

    @BeforeAll
    static void start() {
        app = RunningApp.start(Map.of());
        admin = app.admin();
        load(LINES);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void countsEachLineOfAnImport_andSaysWhatIsWrong() {
        load(LINES.replace("9:30–20:30", "10:00–20:30"))
                .jsonPath("$.imported")
                .isEqualTo(0)
                .jsonPath("$.updated")
                .isEqualTo(1)
                .jsonPath("$.unchanged")
                .isEqualTo(1)
                .jsonPath("$.rejected")
                .isEqualTo(2)
                .jsonPath("$.errors[0].line")
                .isEqualTo(4)
                .jsonPath("$.errors[0].reason")
                .isEqualTo("expected a text in 'question', met none")
                .jsonPath("$.errors[1].line")
                .isEqualTo(5);
        load(LINES).jsonPath("$.updated").isEqualTo(1);
    }

    @Test
    void findsWhatWasImported_andRefusesTheRest() {
        ask("热玛吉做全脸什么价").jsonPath("$.accepted[0].item.id").isEqualTo("k-1");
        ask("皮秒多少钱").jsonPath("$.accepted").isEmpty();
    }

    @Test
    void answersFromANewItemAtOnce_andStopsWhenItIsWithdrawn() {
        post("/api/knowledge", draft("k-park", true)).expectStatus().isCreated();
        ask("停车怎么收费").jsonPath("$.accepted[0].item.id").isEqualTo("k-park");

        admin.put()
                .uri("/api/knowledge/k-park")
                .bodyValue(draft("k-park", false))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.version")
                .isEqualTo(2);
        ask("停车怎么收费").jsonPath("$.accepted").isEmpty();
    }

    @Test
    void refusesAnIdThatExists_andOneThatDoesNot() {
        post("/api/knowledge", draft("k-1", true)).expectStatus().isEqualTo(409);
        admin.put()
                .uri("/api/knowledge/none")
                .bodyValue(draft("none", true))
                .exchange()
                .expectStatus()
                .isNotFound();
        post("/api/knowledge", Map.of("id", "k-9")).expectStatus().isBadRequest();
    }

    @Test
    void listsByAWordOfQuestionOrAnswer() {
        admin.get()
                .uri("/api/knowledge?q=热玛吉")
                .exchange()
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo(1)
                .jsonPath("$.items[0].validUntil")
                .isEqualTo("2099-12-31");
        admin.get()
                .uri("/api/knowledge?q=100%25")
                .exchange()
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo(0);
    }

    @Test
    void triesTheGate() {
        post("/api/compliance/check", Map.of("text", "您的预约已登记。我们是全国第一。"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.verdict")
                .isEqualTo("block")
                .jsonPath("$.sentences[0].verdict")
                .isEqualTo("allow")
                .jsonPath("$.sentences[1].findings[0].category")
                .isEqualTo("absolute")
                .jsonPath("$.sentences[1].findings[0].basis")
                .isEqualTo("广告法第九条第（三）项");
    }

    @Test
    void triesTheUnderstanding() {
        post("/api/understand", Map.of("text", "左边看东西发虚", "context", List.of("P: 今天打的鼻梁", "C: 眼睛怎么样？")))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.triage.level")
                .isEqualTo("emergency")
                .jsonPath("$.triage.signals[0]")
                .isEqualTo("vision")
                .jsonPath("$.leadStrength")
                .isEqualTo(0);
        post("/api/understand", Map.of("text", "我想做热玛吉，多少钱"))
                .expectBody()
                .jsonPath("$.intents[0]")
                .isEqualTo("price")
                .jsonPath("$.treatments[0].name")
                .isEqualTo("热玛吉")
                .jsonPath("$.treatments[0].stance")
                .isEqualTo("interested");
    }

    @Test
    void asksForSignIn() {
        app.anonymous().get().uri("/api/knowledge").exchange().expectStatus().isUnauthorized();
    }

    private static WebTestClient.BodyContentSpec load(String lines) {
        return admin.post()
                .uri("/api/knowledge/import")
                .contentType(MediaType.parseMediaType("application/x-ndjson"))
                .bodyValue(lines.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private static WebTestClient.BodyContentSpec ask(String text) {
        return post("/api/knowledge/try", Map.of("text", text))
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private static WebTestClient.ResponseSpec post(String uri, Object body) {
        return admin.post()
                .uri(uri)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private static Map<String, Object> draft(String id, boolean approved) {
        assertThat(id).isNotBlank();
        return Map.of(
                "id", id, "category", "address", "question", "停车怎么收费？", "answer", "停车每小时10元。", "approved", approved);
    }
}
