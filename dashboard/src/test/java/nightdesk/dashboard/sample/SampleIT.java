package nightdesk.dashboard.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import nightdesk.dashboard.app.RunningApp;
import nightdesk.ingest.MessageStore;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

class SampleIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void isLoadedOnce_howeverOftenItIsAskedFor() {
        try (RunningApp app = RunningApp.start(Map.of())) {
            WebTestClient admin = app.admin();
            Map<?, ?> first = ended(admin, load(admin));
            long imported = ((Number) Objects.requireNonNull(first.get("imported"))).longValue();
            assertThat(first.get("state")).isEqualTo("done");
            assertThat(imported).isGreaterThan(5_000);
            MessageStore store = app.bean(MessageStore.class);
            await().atMost(LIMIT)
                    .until(() -> Objects.requireNonNull(store.count().block()) >= imported);
            Map<?, ?> second = ended(admin, load(admin));
            assertThat(second.get("imported")).isEqualTo(0);
            assertThat(second.get("duplicates")).isEqualTo((int) imported);
            assertThat(store.count().block()).isEqualTo(imported);
        }
    }

    private static String load(WebTestClient admin) {
        return (String) Objects.requireNonNull(Objects.requireNonNull(admin.post()
                        .uri("/api/samples")
                        .exchange()
                        .expectStatus()
                        .isAccepted()
                        .expectBody(Map.class)
                        .returnResult()
                        .getResponseBody())
                .get("id"));
    }

    private static Map<?, ?> ended(WebTestClient admin, String id) {
        return await().atMost(LIMIT).until(() -> job(admin, id), job -> !"running".equals(job.get("state")));
    }

    private static Map<?, ?> job(WebTestClient admin, String id) {
        return Objects.requireNonNull(admin.get()
                .uri("/api/samples/{id}", id)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
    }
}
