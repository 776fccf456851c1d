package nightdesk.dashboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nightdesk.dashboard.app.RunningApp;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.Speaker;
import nightdesk.ingest.Topics;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class SystemIT {
    private final RunningApp app = RunningApp.shared();
    private final WebTestClient admin = app.admin();

    @Test
    void showsServersAndStagesAtWork() {
        admin.get()
                .uri("/api/system")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.servers[?(@.up == false)]")
                .isEmpty()
                .jsonPath("$.servers[*].name")
                .value(names -> assertThat((List<?>) names).asString().contains("kafka", "postgres"))
                .jsonPath("$.stages[?(@.name == 'store')].state")
                .isEqualTo("running")
                .jsonPath("$.version")
                .isNotEmpty()
                .jsonPath("$.now")
                .value(now -> assertThat(now.toString()).endsWith("+08:00"));
    }

    @Test
    void listsDeadLetters_andKnowsWhichDoNotExist() {
        admin.get()
                .uri("/api/dead-letters?size=5")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items")
                .isArray();
        admin.get().uri("/api/dead-letters?size=0").exchange().expectStatus().isBadRequest();
        admin.post()
                .uri("/api/dead-letters/none/replay")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void keepsARecordThatCannotBeRead_andReplaysIt() {
        append(new LogRecord(Topics.MESSAGE, "c_broken", "not a message"));
        Map<?, ?> letter =
                await().atMost(Duration.ofSeconds(30)).until(() -> waiting("c_broken"), found -> !found.isEmpty());
        assertThat(letter.get("cause").toString()).isNotBlank();
        admin.post()
                .uri("/api/dead-letters/{id}/replay", letter.get("id"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("replayed");
    }

    @Test
    void countsDeadLettersByCause_andPutsThoseOfOneCauseBackTogether() {
        append(new LogRecord(Topics.MESSAGE, "c_alike", "not a message, 1"));
        append(new LogRecord(Topics.MESSAGE, "c_alike", "not a message either, 22"));
        Map<String, Object> cause =
                await().atMost(Duration.ofSeconds(30)).until(() -> cause("store", 2), found -> !found.isEmpty());
        assertThat(cause.get("cause").toString()).contains("#").doesNotContainPattern("\\d");
        admin.get()
                .uri(uri -> uri.path("/api/dead-letters")
                        .queryParam("stage", "store")
                        .queryParam("cause", "{cause}")
                        .queryParam("state", "waiting")
                        .build(cause.get("cause")))
                .exchange()
                .expectBody()
                .jsonPath("$.items[*].key")
                .value(keys -> assertThat((List<?>) keys).asString().contains("c_alike"));
        admin.post()
                .uri(uri -> uri.path("/api/dead-letters/replay")
                        .queryParam("stage", "store")
                        .queryParam("cause", "{cause}")
                        .build(cause.get("cause")))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.replayed")
                .value(replayed -> assertThat(((Number) replayed).longValue()).isGreaterThanOrEqualTo(2));
        // Nothing was repaired: both fail again and wait again, none is lost.
        await().atMost(Duration.ofSeconds(30)).until(() -> cause("store", 2), found -> !found.isEmpty());
    }

    @Test
    void showsARecordWholeToAdminOnly() {
        append(new LogRecord(Topics.MESSAGE, "c_whole", "the whole record"));
        Map<?, ?> letter =
                await().atMost(Duration.ofSeconds(30)).until(() -> waiting("c_whole"), found -> !found.isEmpty());
        String record = "/api/dead-letters/" + letter.get("id") + "/record";
        admin.get().uri(record).exchange().expectBody().jsonPath("$.value").isEqualTo("the whole record");
        Map<String, Object> token = Objects.requireNonNull(admin.post()
                .uri("/api/tokens")
                .bodyValue(Map.of("name", "reader", "scopes", List.of("read")))
                .exchange()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
        app.anonymous()
                .get()
                .uri(record)
                .header("Authorization", "Bearer " + token.get("token"))
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void buildsTheIndexAgain_whileSearchesGoOn() {
        append(new LogRecord(Topics.MESSAGE, "c_rebuild", message("重建之前就说过的话")));
        await().atMost(Duration.ofSeconds(30)).until(() -> hits("重建之前就说过的话") == 1);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> app.bean(MessageStore.class)
                                .known(List.of("m_rebuild"))
                                .count()
                                .block()
                        == 1);
        admin.post().uri("/api/system/index/rebuild").exchange().expectStatus().isAccepted();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            assertThat(hits("重建之前就说过的话")).isEqualTo(1);
            return "done".equals(rebuild().get("phase"));
        });
        assertThat(rebuild().get("messagesAfter")).isEqualTo(rebuild().get("messagesBefore"));
        assertThat(hits("重建之前就说过的话")).isEqualTo(1);
    }

    private static String message(String text) {
        Identity identity = new Identity("external_userid", "wm-rebuild");
        return Json.text(new ChatMessage(
                "m_rebuild",
                Channel.WECOM_KF,
                "main",
                "wk1",
                "wm-rebuild",
                "c_rebuild",
                identity,
                null,
                Speaker.PATIENT,
                null,
                null,
                ChatMessage.TEXT,
                text,
                Instant.parse("2026-07-01T04:00:00Z"),
                Instant.parse("2026-07-01T04:00:00Z"),
                "kf",
                null));
    }

    private int hits(String words) {
        return ((Number) Objects.requireNonNull(
                        get("/api/messages/search?exact=true&q=" + words).get("total")))
                .intValue();
    }

    private Map<String, Object> rebuild() {
        return get("/api/system/index/rebuild");
    }

    private Map<String, Object> get(String uri) {
        return Objects.requireNonNull(admin.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> cause(String stage, int atLeast) {
        List<Map<String, Object>> items = (List<Map<String, Object>>)
                Objects.requireNonNull(get("/api/dead-letters/causes").get("items"));
        return items.stream()
                .filter(item -> stage.equals(item.get("stage")))
                .filter(item -> ((Number) Objects.requireNonNull(item.get("waiting"))).intValue() >= atLeast)
                .findFirst()
                .orElse(Map.of());
    }

    @Test
    void tellsOpenConsolesLive() {
        var events = admin.get()
                .uri("/api/events")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(new ParameterizedTypeReference<ServerSentEvent<Map<String, Object>>>() {})
                .getResponseBody();
        Flux<Long> untilHeard = Flux.interval(Duration.ofMillis(300))
                .concatMap(tick -> app.bean(EventLog.class)
                        .append(new LogRecord(Topics.LEAD, "l_live", "{\"id\":\"l_live\",\"state\":\"open\"}"))
                        .thenReturn(tick));
        StepVerifier.create(Flux.merge(events.mapNotNull(ServerSentEvent::event), untilHeard.map(tick -> "appended"))
                        .distinct()
                        .filter(List.of("heartbeat", "lead")::contains))
                .expectNext("heartbeat", "lead")
                .thenCancel()
                .verify(Duration.ofSeconds(30));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> waiting(String key) {
        Map<String, Object> page = Objects.requireNonNull(admin.get()
                .uri("/api/dead-letters")
                .exchange()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
        return ((List<Map<String, Object>>) Objects.requireNonNull(page.get("items")))
                .stream()
                        .filter(item -> key.equals(item.get("key")))
                        .findFirst()
                        .orElse(Map.of());
    }

    private void append(LogRecord entry) {
        StepVerifier.create(app.bean(EventLog.class).append(entry))
                .expectComplete()
                .verify(Duration.ofSeconds(20));
    }
}
