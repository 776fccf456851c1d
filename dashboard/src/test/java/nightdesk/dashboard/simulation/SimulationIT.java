package nightdesk.dashboard.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import nightdesk.dashboard.app.RunningApp;
import nightdesk.ingest.WecomAccounts;
import nightdesk.responder.KnowledgeImport;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The promise of the night: everybody is answered or promised a time, every promise is queued, the emergency on top. */
class SimulationIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int PATIENTS = 40;

    @Test
    void everybodyIsAnsweredOrPromisedATime_andTheEmergencyIsOnTop() {
        try (RunningApp app = RunningApp.start(Map.of())) {
            Objects.requireNonNull(
                    app.bean(KnowledgeImport.class).importSample("test").block(LIMIT));
            WebTestClient admin = app.admin();
            String id = (String) start(admin, HttpStatus.ACCEPTED).get("id");
            assertThat(start(admin, HttpStatus.CONFLICT).get("detail").toString())
                    .contains("is running");
            Map<?, ?> night = await().atMost(LIMIT)
                    .until(() -> get(admin, "/api/simulations/" + id), each -> !"running".equals(each.get("state")));
            assertThat(night.get("failure")).isNull();
            assertThat(night.get("state")).isEqualTo("done");
            assertThat(number(night, "pushed")).isGreaterThan(PATIENTS);
            assertThat(number(night, "answered")).isPositive();
            assertThat(number(night, "promised")).isPositive();
            assertThat(number(night, "emergencies")).isGreaterThanOrEqualTo(2);
            assertThat(app.bean(WecomAccounts.class).find("simulator")).isEmpty();
            leadsHold(admin, number(night, "promised"));
        }
    }

    /** Every promise stands in the queue; emergencies come first. */
    private static void leadsHold(WebTestClient admin, long promised) {
        List<?> leads = (List<?>) Objects.requireNonNull(
                get(admin, "/api/leads?state=open&size=200").get("items"));
        assertThat(((Map<?, ?>) leads.getFirst()).get("emergency")).isEqualTo(true);
        Set<?> conversations = leads.stream()
                .map(lead -> ((Map<?, ?>) lead).get("conversationId"))
                .collect(Collectors.toSet());
        assertThat(conversations).hasSizeGreaterThanOrEqualTo((int) promised);
    }

    private static Map<?, ?> start(WebTestClient admin, HttpStatus expected) {
        return Objects.requireNonNull(admin.post()
                .uri("/api/simulations")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("patients", PATIENTS))
                .exchange()
                .expectStatus()
                .isEqualTo(expected)
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
    }

    private static Map<?, ?> get(WebTestClient admin, String path) {
        return Objects.requireNonNull(admin.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
    }

    private static long number(Map<?, ?> night, String field) {
        return ((Number) Objects.requireNonNull(night.get(field))).longValue();
    }
}
