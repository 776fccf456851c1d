package nightdesk.dashboard.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.ServerRequest;

class ConsoleRoutesTest {
    private static final java.util.List<HttpMessageReader<?>> READERS =
            HandlerStrategies.withDefaults().messageReaders();

    private final WebTestClient browser =
            WebTestClient.bindToRouterFunction(new ConsoleRoutes().console()).build();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/search", "/search?q=水光", "/leads", "/nights/2026-11-21/c_1", "/nothing-of-ours"})
    void servesThePage_whereABrowserOpensAScreen(String address) {
        assertThat(ConsoleRoutes.isScreen(request(address, MediaType.TEXT_HTML, MediaType.ALL)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/leads",
                "/api",
                "/wecom/callback/main",
                "/actuator/health",
                "/openapi.json",
                "/assets/gone.js",
                "/favicon.svg"
            })
    void leavesOtherAddressesAlone(String address) {
        assertThat(ConsoleRoutes.isScreen(request(address, MediaType.TEXT_HTML)))
                .isFalse();
    }

    @Test
    void leavesProgramsAlone_whichDoNotAskForAPage() {
        assertThat(ConsoleRoutes.isScreen(request("/leads", MediaType.APPLICATION_JSON)))
                .isFalse();
        assertThat(ConsoleRoutes.isScreen(request("/leads", MediaType.ALL))).isFalse();
    }

    @Test
    void answersThoseWhoOnlyLookWhetherItIsThere() {
        browser.head().uri("/").exchange().expectStatus().isOk();
    }

    @Test
    void letsTheBrowserAskAgainForThePage_butKeepAssetsForEver() {
        browser.get()
                .uri("/leads")
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectHeader()
                .valueEquals("Cache-Control", "no-cache");
        String page = browser.get()
                .uri("/")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(page).contains("<div id=\"app\">");
        String script = page.replaceAll("(?s).*src=\"(/assets/[^\"]+\\.js)\".*", "$1");
        browser.get()
                .uri(script)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "max-age=31536000, public, immutable");
    }

    private static ServerRequest request(String address, MediaType... accept) {
        MockServerHttpRequest request =
                MockServerHttpRequest.get(address).accept(accept).build();
        return ServerRequest.create(MockServerWebExchange.from(request), READERS);
    }
}
