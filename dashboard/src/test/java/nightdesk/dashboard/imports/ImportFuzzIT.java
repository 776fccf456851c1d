package nightdesk.dashboard.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import nightdesk.dashboard.app.RunningApp;
import nightdesk.ingest.wechat.Mutations;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

/** Damaged files of every format, uploaded over HTTP; -Dnightdesk.fuzz.files sets how many. */
class ImportFuzzIT {
    private static final int FILES = Integer.getInteger("nightdesk.fuzz.files", 120);
    private static final int TOGETHER = 40;

    private final WebTestClient admin = RunningApp.shared().admin();
    private final Map<String, Integer> outcomes = new TreeMap<>();

    @Test
    void endsEveryJob_andNamesTheReasonOfEveryRejectedLine() {
        long before = heapAfterCollection();
        for (int from = 0; from < FILES; from += TOGETHER) {
            List<String> jobs = new ArrayList<>();
            for (int seed = from; seed < Math.min(FILES, from + TOGETHER); seed++) {
                jobs.add(upload(Mutations.file(seed), seed % 10 == 0));
            }
            jobs.forEach(this::check);
        }
        long grown = heapAfterCollection() - before;
        System.out.println(FILES + " files: " + outcomes + "; heap grew by " + (grown >> 20) + " MB");
        assertThat(outcomes.getOrDefault("done", 0)).isGreaterThan(FILES / 2);
        assertThat(grown).isLessThan(150L << 20);
    }

    private String upload(Mutations.File file, boolean dryRun) {
        MultipartBodyBuilder form = new MultipartBodyBuilder();
        form.part("dryRun", String.valueOf(dryRun));
        form.part("file", new ByteArrayResource(file.bytes()) {
            @Override
            public String getFilename() {
                return file.name();
            }
        });
        return Objects.requireNonNull(admin.post()
                        .uri("/api/imports")
                        .body(BodyInserters.fromMultipartData(form.build()))
                        .exchange()
                        .expectStatus()
                        .isAccepted()
                        .expectBody()
                        .returnResult()
                        .getResponseHeaders()
                        .getLocation())
                .toString();
    }

    private void check(String location) {
        Objects.requireNonNull(admin.get()
                .uri(location + "/events")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .returnResult(new ParameterizedTypeReference<ServerSentEvent<Map<String, Object>>>() {})
                .getResponseBody()
                .blockLast(Duration.ofSeconds(60)));
        Map<String, Object> job = Objects.requireNonNull(admin.get()
                .uri(location)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
        String state = String.valueOf(job.get("state"));
        outcomes.merge(state, 1, Integer::sum);
        outcomes.merge("rejected lines", ((Number) job.get("rejected")).intValue(), Integer::sum);
        outcomes.merge("imported", ((Number) job.get("imported")).intValue(), Integer::sum);
        assertThat(state).isIn("done", "failed");
        if ("failed".equals(state)) {
            assertThat(String.valueOf(job.get("failure"))).contains("：").doesNotContain("程序出错");
        }
        assertThat((List<?>) job.get("errors")).hasSameSizeAs(new int[((Number) job.get("rejected")).intValue()]);
        ((List<?>) job.get("errors"))
                .forEach(error -> assertThat(String.valueOf(((Map<?, ?>) error).get("reason")))
                        .isNotBlank()
                        .contains("："));
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
