package nightdesk.dashboard.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nightdesk.ingest.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The packaged jar as a process of its own, with its embedded servers, that can be killed and started again. */
public final class RunningJar implements AutoCloseable {
    private static final String PASSWORD = "only-for-this-test-1";
    private static final Duration START_PATIENCE = Duration.ofMinutes(4);

    private final Path home;
    private final int port;
    private final Map<String, String> environment;
    private @Nullable Process process;
    private HttpClient http = client();
    private String csrf = "";

    /** {@code environment} holds settings beside port, data directory and password. */
    public RunningJar(Path home, Map<String, String> environment) {
        this.home = home;
        this.port = freePort();
        this.environment = environment;
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public static String password() {
        return PASSWORD;
    }

    /** Starts the jar and waits until it is healthy; returns how long that took. */
    public Duration start() {
        Instant begin = Instant.now();
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx768m",
                        "-Djava.io.tmpdir=" + directory("tmp"),
                        "-jar",
                        jar().toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("jar.log").toFile()));
        Map<String, String> settings = new LinkedHashMap<>(environment);
        settings.put("NIGHTDESK_PORT", String.valueOf(port));
        settings.put("NIGHTDESK_DATA_DIR", home.resolve("data").toString());
        settings.put("NIGHTDESK_ADMIN_PASSWORD", PASSWORD);
        builder.environment().putAll(settings);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await(START_PATIENCE, this::healthy);
        return Duration.between(begin, Instant.now());
    }

    private Path directory(String name) {
        try {
            return Files.createDirectories(home.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar() {
        Path jar = Path.of("target", "nightdesk.jar").toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new IllegalStateException("expected the packaged jar at " + jar + ": run mvn verify");
        }
        return jar;
    }

    private boolean healthy() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("the jar ended by itself, see " + home.resolve("jar.log"));
        }
        try {
            return send(HttpRequest.newBuilder(url("/actuator/health")).build()).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Ends the process as a power cut would. */
    public void kill() {
        Process running = java.util.Objects.requireNonNull(process);
        running.destroyForcibly();
        running.onExit().join();
    }

    /** Waits for something that happens elsewhere, asking again and again. */
    public static void await(Duration patience, java.util.function.BooleanSupplier condition) {
        Instant end = Instant.now().plus(patience);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("did not come true within " + patience);
            }
            rest(Duration.ofMillis(300));
        }
    }

    /** Lets real time pass, as the process under test runs on it. */
    public static void rest(Duration time) {
        try {
            new CompletableFuture<Void>().get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs in as admin; needed again after nothing, as sessions survive a restart. */
    public void signIn() {
        http = client();
        JsonNode session = post("/api/session", Map.of("username", "admin", "password", PASSWORD));
        csrf = session.path("csrf").asString();
    }

    public JsonNode get(String path) {
        return answer(send(HttpRequest.newBuilder(url(path)).build()), path);
    }

    public JsonNode post(String path, Object body) {
        return post(path, "application/json", Json.text(body));
    }

    public JsonNode post(String path, String contentType, String body) {
        return answer(
                send(HttpRequest.newBuilder(url(path))
                        .header("Content-Type", contentType)
                        .header("X-CSRF-Token", csrf)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build()),
                path);
    }

    /** Posts and returns status and body, whatever they are. */
    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode answer(HttpResponse<String> response, String path) {
        if (response.statusCode() >= 300) {
            throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body().isEmpty() ? Json.MAPPER.nullNode() : Json.MAPPER.readTree(response.body());
    }

    /** Returns the lines the process has written. */
    public List<String> log() {
        try {
            return Files.readAllLines(home.resolve("jar.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.destroy();
            process.onExit().join();
        }
    }
}
