package nightdesk.dashboard.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nightdesk.dashboard.app.RunningApp;
import nightdesk.ingest.Imports;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

class ImportsIT {
    private static final String CHAT = """
            消息ID,类型,发送人,时间,内容,备注,昵称,更多信息
            7238910023456789012,文本,王女士,2024-06-02 00:00:00,想问下水光针多少钱,王女士,小王,more
            7238910023456789013,文本,我,2024-06-02 00:01:00,"没有收尾,我,我,more
            7238910023456789014,文本,王女士,2024-06-02 00:02:00,好的,王女士,小王,more
            """;

    private final RunningApp app = RunningApp.shared();
    private final WebTestClient admin = app.admin();

    @Test
    void takesAFile_tellsItsProgress_andNamesTheBadLine() {
        String location = Objects.requireNonNull(post(form(CHAT, "王女士.csv", Map.of("owner", "张顾问", "format", "auto")))
                        .expectStatus()
                        .isAccepted()
                        .expectBody()
                        .jsonPath("$.state")
                        .isEqualTo("running")
                        .jsonPath("$.who")
                        .isEqualTo("admin")
                        .jsonPath("$.startedAt")
                        .value(at -> assertThat(at.toString()).endsWith("+08:00"))
                        .returnResult()
                        .getResponseHeaders()
                        .getLocation())
                .toString();
        assertThat(location).startsWith("/api/imports/i_");
        ServerSentEvent<Map<String, Object>> last = Objects.requireNonNull(admin.get()
                .uri(location + "/events")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .returnResult(new ParameterizedTypeReference<ServerSentEvent<Map<String, Object>>>() {})
                .getResponseBody()
                .blockLast(Duration.ofSeconds(60)));
        assertThat(last.event()).isEqualTo("progress");
        assertThat(last.data())
                .containsEntry("state", "done")
                .containsEntry("imported", 2)
                .containsEntry("rejected", 1)
                .containsEntry("formatExplained", "MemoTrace CSV (new), UTF-8, 8 columns, message ids, no wxids");
        admin.get()
                .uri(location)
                .exchange()
                .expectBody()
                .jsonPath("$.errors[0].line")
                .isEqualTo(3)
                .jsonPath("$.errors[0].reason")
                .value(reason -> assertThat(reason.toString()).contains("never closed"));
        admin.get()
                .uri("/api/imports?size=5")
                .exchange()
                .expectBody()
                .jsonPath("$.items[0].fileName")
                .isNotEmpty();
    }

    @Test
    void takesAFileThatIsLargerThanAnyBodyInMemory() {
        StringBuilder large = new StringBuilder(CHAT.lines().findFirst().orElseThrow()).append('\n');
        for (int i = 0; large.length() < 5_000_000; i++) {
            large.append(8_000_000_000_000_000_001L + i * 10L)
                    .append(",文本,大客户,2024-06-02 00:00:00,")
                    .append("水光针".repeat(50))
                    .append(i)
                    .append(",大客户,大客户,more\n");
        }
        post(form(large.toString(), "large.csv", Map.of())).expectStatus().isAccepted();
    }

    @Test
    void refusesWhatMakesNoSense_andLeavesNothingOnDisk() throws IOException {
        post(form(CHAT, "a.csv", Map.of("timezone", "Mars/Base")))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .value(detail -> assertThat(detail.toString()).contains("Mars/Base"));
        post(form(CHAT, "b.csv", Map.of("format", "nonsense")))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .value(detail -> assertThat(detail.toString()).contains("chatlog-json"));
        MultipartBodyBuilder empty = new MultipartBodyBuilder();
        empty.part("owner", "x");
        post(empty).expectStatus().isBadRequest();
        admin.post()
                .uri("/api/imports")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("x")
                .exchange()
                .expectStatus()
                .isEqualTo(415);
        admin.get().uri("/api/imports/i_none").exchange().expectStatus().isNotFound();
        admin.get()
                .uri("/api/imports/i_none/events")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isNotFound();
        app.anonymous().get().uri("/api/imports").exchange().expectStatus().isUnauthorized();
        List<String> uploads;
        try (var files = Files.list(app.bean(Imports.class).directory())) {
            uploads = files.map(file -> file.getFileName().toString()).toList();
        }
        assertThat(uploads).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void failsAJobWhoseFileIsOfNoKnownFormat() {
        String location = Objects.requireNonNull(post(form("a,b\n1,2\n", "x.csv", Map.of()))
                        .expectStatus()
                        .isAccepted()
                        .expectBody()
                        .returnResult()
                        .getResponseHeaders()
                        .getLocation())
                .toString();
        Map<String, Object> last = Objects.requireNonNull(admin.get()
                        .uri(location + "/events")
                        .accept(MediaType.TEXT_EVENT_STREAM)
                        .exchange()
                        .returnResult(new ParameterizedTypeReference<ServerSentEvent<Map<String, Object>>>() {})
                        .getResponseBody()
                        .blockLast(Duration.ofSeconds(60)))
                .data();
        assertThat(last).containsEntry("state", "failed");
        assertThat(last.get("failure").toString()).contains("'a,b'").contains("MemoTrace");
    }

    private WebTestClient.ResponseSpec post(MultipartBodyBuilder form) {
        return admin.post()
                .uri("/api/imports")
                .body(BodyInserters.fromMultipartData(form.build()))
                .exchange();
    }

    private static MultipartBodyBuilder form(String file, String name, Map<String, String> fields) {
        MultipartBodyBuilder form = new MultipartBodyBuilder();
        fields.forEach(form::part);
        form.part("file", new ByteArrayResource(file.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return name;
            }
        });
        return form;
    }
}
