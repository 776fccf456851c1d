package nightdesk.dashboard.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
import reactor.core.publisher.Mono;

@ExtendWith(OutputCaptureExtension.class)
class ProblemsTest {
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Web.class);
    private final WebTestClient client =
            WebTestClient.bindToApplicationContext(context).build();

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void saysNotFound_whenTheThingIsMissing() {
        get("/fail?kind=missing", 404).jsonPath("$.detail").isEqualTo("lead 'l_1': no such lead");
    }

    @Test
    void saysNotFound_whenTheRouteIsMissing() {
        get("/nowhere", 404).jsonPath("$.type").isEqualTo("urn:nightdesk:problem:not-found");
    }

    @Test
    void saysConflict_whenTheStateForbidsIt() {
        get("/fail?kind=conflict", 409).jsonPath("$.detail").isEqualTo("lead is done, expected open");
    }

    @Test
    void passesTheMessageOn_whenAnArgumentIsWrong() {
        get("/fail?kind=argument", 400).jsonPath("$.detail").isEqualTo("speaker: met 'x', expected patient");
    }

    @Test
    void tellsWhenToComeBack_whenAskedTooOften() {
        client.get()
                .uri("/fail?kind=often")
                .exchange()
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .valueEquals("Retry-After", "3");
    }

    @Test
    void namesTheField_whenABodyIsInvalid() {
        post("{\"name\":\"\",\"day\":\"2026-01-01\"}", 400)
                .jsonPath("$.errors[0].field")
                .isEqualTo("name")
                .jsonPath("$.errors[0].reason")
                .isNotEmpty();
    }

    @Test
    void namesTheField_whenABodyHasTheWrongType() {
        post("{\"name\":\"a\",\"day\":\"tomorrow\"}", 400)
                .jsonPath("$.errors[0].field")
                .isEqualTo("day");
    }

    @Test
    void saysBadRequest_whenABodyIsNotJson() {
        post("{\"name\"", 400).jsonPath("$.errors[0].field").isEqualTo("body");
    }

    @Test
    void namesTheParameter_whenItIsMissingOrOfTheWrongType() {
        get("/day", 400).jsonPath("$.errors[0].field").isEqualTo("day");
        get("/day?day=x", 400).jsonPath("$.errors[0].field").isEqualTo("day");
    }

    @Test
    void saysTooLarge_whenTheBodyPassesTheLimit() {
        post("{\"name\":\"" + "a".repeat(300_000) + "\",\"day\":\"2026-01-01\"}", 413)
                .jsonPath("$.type")
                .isEqualTo("urn:nightdesk:problem:too-large");
    }

    @Test
    void saysUnsupported_whenTheMediaTypeIsNotRead() {
        client.post()
                .uri("/things")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("x")
                .exchange()
                .expectStatus()
                .isEqualTo(415)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void namesTheMethodsOffered_whenTheMethodIsWrong() {
        client.delete()
                .uri("/things")
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .valueEquals("Allow", "POST");
    }

    @Test
    void hidesMessagesButGivesAnIncident_whenWeFailed(CapturedOutput output) {
        byte[] body = get("/fail?kind=bug", 500)
                .jsonPath("$.incident")
                .isNotEmpty()
                .returnResult()
                .getResponseBodyContent();
        assertThat(new String(body == null ? new byte[0] : body, StandardCharsets.UTF_8))
                .doesNotContain("13800138000");
        assertThat(output.getAll())
                .contains("incident ")
                .contains("IllegalStateException")
                .contains("Web.fail");
        assertThat(output.getAll()).doesNotContain("13800138000").doesNotContain("secret cause");
    }

    private WebTestClient.BodyContentSpec get(String uri, int status) {
        return client.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(status);
    }

    private WebTestClient.BodyContentSpec post(String json, int status) {
        return client.post()
                .uri("/things")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody();
    }

    record Thing(@NotBlank String name, LocalDate day) {}

    @EnableWebFlux
    @RestController
    @Configuration(proxyBeanMethods = false)
    @Import(ProblemConfiguration.class)
    static class Web {

        @PostMapping("/things")
        Mono<Thing> create(@Valid @RequestBody Thing thing) {
            return Mono.just(thing);
        }

        @GetMapping("/day")
        List<LocalDate> day(@RequestParam LocalDate day) {
            return List.of(day);
        }

        @GetMapping("/fail")
        Mono<String> fail(@RequestParam String kind) {
            return Mono.error(
                    switch (kind) {
                        case "missing" -> new NotFound("lead 'l_1': no such lead");
                        case "conflict" -> new Conflict("lead is done, expected open");
                        case "argument" -> new IllegalArgumentException("speaker: met 'x', expected patient");
                        case "often" -> new TryLater("too many", Duration.ofMillis(2001));
                        default ->
                            new IllegalStateException("phone 13800138000", new IllegalStateException("secret cause"));
                    });
        }
    }
}
