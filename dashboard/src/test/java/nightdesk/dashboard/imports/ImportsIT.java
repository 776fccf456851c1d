package nightdesk.dashboard.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

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
                .containsEntry("formatExplained", "留痕 CSV（新版），UTF-8，8 列，有消息编号，没有微信号");
        admin.get()
                .uri(location)
                .exchange()
                .expectBody()
                .jsonPath("$.errors[0].line")
                .isEqualTo(3)
                .jsonPath("$.errors[0].reason")
                .value(reason -> assertThat(reason.toString()).contains("没有收尾"));
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
        Set<String> before = uploads();
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
        // Jobs of other tests may still end and take their files along.
        assertThat(before).containsAll(uploads());
    }

    private Set<String> uploads() throws IOException {
        try (var files = Files.list(app.bean(Imports.class).directory())) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void triesAFile_storesNothing_andImportsTheSameUploadOnceConfirmed() {
        String chat = CHAT.replace("723891002345678", "823891002345678");
        Map<String, Object> tried = ended(accepted(form(chat, "王女士.csv", Map.of("dryRun", "true"))));
        assertThat(tried)
                .containsEntry("state", "done")
                .containsEntry("dryRun", true)
                .containsEntry("rejected", 1);
        assertThat(notes(tried)).anyMatch(note -> note.contains("合法依据"));
        Map<?, ?> preview = (Map<?, ?>) tried.get("preview");
        assertThat(preview.get("patients")).isEqualTo(1);
        assertThat(preview.get("fresh")).isEqualTo(2);
        assertThat((List<?>) preview.get("messages")).hasSize(2).first().satisfies(line -> {
            assertThat(((Map<?, ?>) line).get("speaker")).isEqualTo("patient");
            assertThat(((Map<?, ?>) line).get("patientName")).isEqualTo("王女士");
        });
        String location = "/api/imports/" + tried.get("id");
        admin.post()
                .uri(location + "/confirm")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("legalBasis", "员工本人账号，已告知患者", "exportedBy", "李顾问"))
                .exchange()
                .expectStatus()
                .isAccepted();
        Map<String, Object> made = ended(location);
        assertThat(made)
                .containsEntry("dryRun", false)
                .containsEntry("imported", 2)
                .containsEntry("legalBasis", "员工本人账号，已告知患者")
                .containsEntry("exportedBy", "李顾问");
        assertThat(notes(made)).noneMatch(note -> note.contains("合法依据"));
        admin.post().uri(location + "/confirm").exchange().expectStatus().isBadRequest();

        Map<String, Object> again = ended(accepted(form(chat, "王女士.csv", Map.of("dryRun", "true"))));
        assertThat(again).containsEntry("sameAs", tried.get("id"));
        admin.delete()
                .uri("/api/imports/" + again.get("id"))
                .exchange()
                .expectStatus()
                .isNoContent();
        admin.get()
                .uri("/api/imports/" + again.get("id"))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void takesTheRejectedLinesBack_onceTheyAreMended() {
        String chat = CHAT.replace("723891002345678", "923891002345678");
        String location = accepted(form(chat, "王女士.csv", Map.of()));
        assertThat(ended(location)).containsEntry("rejected", 1);
        String file = admin.get()
                .uri(location + "/rejected")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith("text/csv")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(file).contains("任务,行号,原因,原文").contains("没有收尾");
        String mended = Objects.requireNonNull(file).replace("\"\"没有收尾", "没有收尾");
        Map<String, Object> repaired = ended(accepted(form(mended, "rejected.csv", Map.of())));
        assertThat(repaired)
                .containsEntry("state", "done")
                .containsEntry("imported", 1)
                .containsEntry("rejected", 0);
        assertThat(repaired.get("formatExplained").toString()).startsWith("修好的被拒行");
    }

    @Test
    void keepsMessagesOfUnknownSpeakersAside_untilAPersonSaysWhoTheyAre() {
        String chat = """
                消息ID,类型,发送人,时间,内容,备注,昵称,更多信息
                7038910023456789012,文本,甲某,2024-06-02 00:00:00,隔离词水光针多少钱,甲某,甲,more
                7038910023456789013,文本,乙某,2024-06-02 00:01:00,隔离词要面诊,乙某,乙,more
                """;
        assertThat(ended(accepted(form(chat, "export.csv", Map.of()))))
                .containsEntry("imported", 0)
                .containsEntry("quarantined", 2);
        assign("甲某", "patient");
        assign("乙某", "staff");
        Mono.fromCallable(() -> get("/api/messages/search?q=隔离词&exact=true").get("total"))
                .subscribeOn(Schedulers.boundedElastic())
                .filter(total -> Objects.equals(total, 2))
                .repeatWhenEmpty(looks -> looks.delayElements(Duration.ofMillis(200)))
                .block(Duration.ofSeconds(60));
        assertThat(ended(accepted(form(chat, "export.csv", Map.of())))).containsEntry("duplicates", 2);
        admin.post()
                .uri("/api/quarantine/q_none/assign")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("as", "staff"))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private void assign(String name, String as) {
        List<?> items = (List<?>) get("/api/quarantine").get("items");
        Object id = items.stream()
                .map(item -> (Map<?, ?>) item)
                .filter(item -> name.equals(item.get("speakerName")))
                .findFirst()
                .orElseThrow()
                .get("id");
        admin.post()
                .uri("/api/quarantine/" + id + "/assign")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("as", as))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.assigned")
                .isEqualTo(as);
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

    private static List<String> notes(Map<String, Object> job) {
        return ((List<?>) job.get("notes")).stream().map(String::valueOf).toList();
    }

    private String accepted(MultipartBodyBuilder form) {
        return Objects.requireNonNull(post(form)
                        .expectStatus()
                        .isAccepted()
                        .expectBody()
                        .returnResult()
                        .getResponseHeaders()
                        .getLocation())
                .toString();
    }

    private Map<String, Object> ended(String location) {
        Objects.requireNonNull(admin.get()
                .uri(location + "/events")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .returnResult(new ParameterizedTypeReference<ServerSentEvent<Map<String, Object>>>() {})
                .getResponseBody()
                .blockLast(Duration.ofSeconds(60)));
        return get(location);
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
        assertThat(last.get("failure").toString()).contains("'a,b'").contains("留痕");
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
