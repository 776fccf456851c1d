package nightdesk.dashboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nightdesk.dashboard.app.RunningApp;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

class SignInIT {
    private static final ParameterizedTypeReference<Map<String, Object>> FIELDS = new ParameterizedTypeReference<>() {};
    private final RunningApp app = RunningApp.shared();
    private final WebTestClient client = app.anonymous();

    @Test
    void opensASession_withTheRightPassword() {
        EntityExchangeResult<Map<String, Object>> answer = signIn("admin", RunningApp.PASSWORD);
        assertThat(answer.getStatus().value()).isEqualTo(200);
        ResponseCookie cookie = cookie(answer);
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Lax");
        assertThat(cookie.isSecure()).isFalse();
        assertThat(body(answer)).containsEntry("username", "admin").containsEntry("roles", List.of("admin"));
        client.get()
                .uri("/api/session")
                .cookie(cookie.getName(), cookie.getValue())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.csrf")
                .isEqualTo(csrf(answer));
    }

    @Test
    void keepsOnlyAHashOfTheCookie() {
        ResponseCookie cookie = cookie(signIn("admin", RunningApp.PASSWORD));
        List<String> stored = app.bean(DatabaseClient.class)
                .sql("SELECT cookie_hash FROM console_sessions")
                .map(row -> Objects.requireNonNull(row.get(0, String.class)))
                .all()
                .collectList()
                .block();
        assertThat(stored).contains(Secrets.stored(cookie.getValue())).doesNotContain(cookie.getValue());
    }

    @Test
    void answersAlike_whetherTheUserIsUnknownOrThePasswordWrong() {
        assertThat(body(signIn("admin", "x")))
                .isEqualTo(body(signIn("nobody", "x")))
                .containsEntry("detail", "no such user or a wrong password");
    }

    @Test
    void asksForAPause_afterRepeatedFailures() {
        for (int i = 0; i < 5; i++) {
            assertThat(signIn("ghost", "wrong").getStatus().value()).isEqualTo(401);
        }
        EntityExchangeResult<Map<String, Object>> sixth = signIn("ghost", "wrong");
        assertThat(sixth.getStatus().value()).isEqualTo(429);
        assertThat(sixth.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isNotNull();
        assertThat(signIn("admin", RunningApp.PASSWORD).getStatus().value()).isEqualTo(200);
    }

    @Test
    void endsTheSession_onSignOut() {
        EntityExchangeResult<Map<String, Object>> session = signIn("admin", RunningApp.PASSWORD);
        ResponseCookie cookie = cookie(session);
        client.delete()
                .uri("/api/session")
                .cookie(cookie.getName(), cookie.getValue())
                .header("X-CSRF-Token", csrf(session))
                .exchange()
                .expectStatus()
                .isNoContent();
        client.get()
                .uri("/api/session")
                .cookie(cookie.getName(), cookie.getValue())
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void refusesUnsafeRequests_withoutTheCsrfHeader() {
        EntityExchangeResult<Map<String, Object>> session = signIn("admin", RunningApp.PASSWORD);
        for (String header : List.of("", "0".repeat(64))) {
            client.post()
                    .uri("/api/tokens")
                    .cookie("nightdesk_session", cookie(session).getValue())
                    .header("X-CSRF-Token", header)
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(Map.of("name", "x", "scopes", List.of("read")))
                    .exchange()
                    .expectStatus()
                    .isForbidden()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
    }

    @Test
    void signsIn_evenWithAStaleCookie() {
        client.post()
                .uri("/api/session")
                .cookie("nightdesk_session", "stale")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("username", "admin", "password", RunningApp.PASSWORD))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void takesJsonOnly_asOtherSitesCannotSendIt() {
        client.post()
                .uri("/api/session")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("{\"username\":\"admin\",\"password\":\"x\"}")
                .exchange()
                .expectStatus()
                .isEqualTo(415);
    }

    @Test
    void hidesEverythingElse_fromUnknownCallers() {
        for (String path : List.of(
                "/api/session",
                "/api/system",
                "/api/tokens",
                "/api/events",
                "/api/nothing-here",
                "/api",
                "/actuator",
                "/actuator/env")) {
            client.get()
                    .uri(path)
                    .exchange()
                    .expectStatus()
                    .isUnauthorized()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
        client.post().uri("/anything").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void showsHealthToEveryone_withoutDetail() {
        client.get()
                .uri("/actuator/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("UP")
                .jsonPath("$.components")
                .doesNotExist()
                .jsonPath("$.details")
                .doesNotExist();
    }

    @Test
    void sendsTheHeadersThatProtectTheConsole() {
        HttpHeaders headers = client.get()
                .uri("/actuator/health")
                .exchange()
                .returnResult(Void.class)
                .getResponseHeaders();
        assertThat(headers.getFirst("Content-Security-Policy"))
                .contains("frame-ancestors 'none'")
                .contains("script-src 'self';");
        assertThat(headers.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(headers.getFirst("X-Frame-Options")).isEqualTo("DENY");
        assertThat(headers.getFirst("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void givesATokenOnce_andKeepsOnlyItsHash() {
        WebTestClient admin = app.admin();
        String token = text(made(admin, "bi", "read"), "token");
        byte[] listed = admin.get()
                .uri("/api/tokens")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
        assertThat(new String(Objects.requireNonNull(listed), StandardCharsets.UTF_8))
                .contains("\"name\":\"bi\"")
                .contains("+08:00")
                .doesNotContain(token);
    }

    @Test
    void letsATokenDoWhatItsScopesSay_andNoMore() {
        WebTestClient reader = bearer(text(made(app.admin(), "reader", "read"), "token"));
        reader.get().uri("/api/session").exchange().expectStatus().isOk();
        reader.get().uri("/api/nothing-here").exchange().expectStatus().isNotFound();
        reader.get().uri("/api/tokens").exchange().expectStatus().isForbidden();
        for (String path : List.of("/api/imports", "/api/knowledge", "/api/leads/l/claim", "/api/anything")) {
            reader.post().uri(path).exchange().expectStatus().isForbidden();
        }
        reader.delete().uri("/api/patients/p").exchange().expectStatus().isForbidden();
    }

    @Test
    void letsAReaderTryTheRules_asNothingComesOfIt() {
        WebTestClient reader = bearer(text(made(app.admin(), "rules", "read"), "token"));
        reader.post()
                .uri("/api/compliance/check")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("text", "您好，院区地址已发给您。"))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void refusesAToken_onceTakenBackOrMadeUp() {
        WebTestClient admin = app.admin();
        Map<String, Object> made = made(admin, "gone", "read");
        String path = "/api/tokens/" + made.get("id");
        admin.delete().uri(path).exchange().expectStatus().isNoContent();
        admin.delete().uri(path).exchange().expectStatus().isNotFound();
        for (String token : List.of(text(made, "token"), "nd_made-up", "")) {
            bearer(token).get().uri("/api/session").exchange().expectStatus().isUnauthorized();
        }
    }

    @Test
    void namesTheField_whenATokenAsksForAScopeThatDoesNotExist() {
        app.admin()
                .post()
                .uri("/api/tokens")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("name", "x", "scopes", List.of("root")))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("scopes[0]");
    }

    private WebTestClient bearer(String token) {
        return client.mutate()
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .build();
    }

    private static Map<String, Object> made(WebTestClient admin, String name, String scope) {
        return Objects.requireNonNull(admin.post()
                .uri("/api/tokens")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("name", name, "scopes", List.of(scope)))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(FIELDS)
                .returnResult()
                .getResponseBody());
    }

    private EntityExchangeResult<Map<String, Object>> signIn(String username, String password) {
        return client.post()
                .uri("/api/session")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("username", username, "password", password))
                .exchange()
                .expectBody(FIELDS)
                .returnResult();
    }

    private static Map<String, Object> body(EntityExchangeResult<Map<String, Object>> answer) {
        return Objects.requireNonNull(answer.getResponseBody());
    }

    private static String csrf(EntityExchangeResult<Map<String, Object>> session) {
        return text(body(session), "csrf");
    }

    private static String text(Map<String, Object> body, String field) {
        return Objects.requireNonNull(body.get(field)).toString();
    }

    private static ResponseCookie cookie(EntityExchangeResult<?> answer) {
        return Objects.requireNonNull(answer.getResponseCookies().getFirst("nightdesk_session"));
    }
}
