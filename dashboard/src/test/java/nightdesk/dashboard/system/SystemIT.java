package nightdesk.dashboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nightdesk.dashboard.app.RunningApp;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.LogRecord;
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
