package nightdesk.dashboard.app;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import nightdesk.ingest.TestServers;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * The whole application on a random port, with its own database, topics and directory on the test servers:
 *
 * <pre>{@code
 * static final RunningApp app = RunningApp.shared();           // one for all tests that leave no trace in each other's way
 * try (RunningApp own = RunningApp.start(Map.of("key", "value"))) { … }
 * app.admin().get().uri("/api/system")…                        // signed in, with cookie and CSRF header
 * app.anonymous().get()…
 * }</pre>
 */
public final class RunningApp implements AutoCloseable {
    /** admin's password in every app started here. */
    public static final String PASSWORD = "test-admin-password";

    private final ConfigurableApplicationContext context;
    private final int port;

    private RunningApp(ConfigurableApplicationContext context, int port) {
        this.context = context;
        this.port = port;
    }

    /** Returns the app that all test classes of this JVM share. */
    public static RunningApp shared() {
        return Shared.APP;
    }

    /** Starts an app on fresh servers with these settings on top. */
    public static RunningApp start(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(TestServers.fresh());
        all.putAll(settings);
        return startOn(all);
    }

    /** Starts an app with these settings; use it to start a second time on the same servers. */
    public static RunningApp startOn(Map<String, Object> settings) {
        int port = freePort();
        Map<String, Object> all = new HashMap<>();
        all.put("nightdesk.security.admin-password", PASSWORD);
        all.put("server.port", port);
        all.put("server.address", "127.0.0.1");
        all.put("spring.lifecycle.timeout-per-shutdown-phase", "2s");
        all.putAll(settings);
        String[] arguments = all.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
        return new RunningApp(
                new SpringApplicationBuilder(Nightdesk.class)
                        .web(WebApplicationType.REACTIVE)
                        .initializers(RunningApp::ownEventLoops)
                        .run(arguments),
                port);
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** Returns a client without sign-in. */
    public WebTestClient anonymous() {
        return WebTestClient.bindToServer()
                .baseUrl(url())
                .responseTimeout(Duration.ofSeconds(30))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 << 20))
                .build();
    }

    /** Returns a client signed in as admin. */
    public WebTestClient admin() {
        var answer = anonymous()
                .post()
                .uri("/api/session")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("username", "admin", "password", PASSWORD))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Map.class)
                .returnResult();
        ResponseCookie cookie =
                Objects.requireNonNull(answer.getResponseCookies().getFirst("nightdesk_session"));
        String csrf = (String) Objects.requireNonNull(answer.getResponseBody()).get("csrf");
        return anonymous()
                .mutate()
                .defaultCookie("nightdesk_session", cookie.getValue())
                .defaultHeader("X-CSRF-Token", csrf)
                .build();
    }

    @Override
    public void close() {
        context.close();
    }

    /** With Reactor Netty's global loops, closing one app would close the ports of every other one in this JVM. */
    private static void ownEventLoops(ConfigurableApplicationContext context) {
        ReactorResourceFactory loops = new ReactorResourceFactory();
        loops.setUseGlobalResources(false);
        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> loops);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final class Shared {
        static final RunningApp APP = start(Map.of());
    }
}
