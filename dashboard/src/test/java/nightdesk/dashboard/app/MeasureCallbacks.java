package nightdesk.dashboard.app;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import nightdesk.ingest.wecom.CallbackBodies;
import nightdesk.ingest.wecom.CallbackBodies.Attempt;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;

/**
 * How fast the packaged jar acknowledges callbacks, beside an empty WebFlux handler with the same client in the same
 * run. Requests leave on a fixed schedule whatever the answers do; a latency counts from when its request was due.
 *
 * <p>{@link CallbackLoadIT} runs it through Maven; {@code java -cp <test class path> … [rate] [seconds]} in the folder of
 * this module runs it alone, with the jar built.
 */
public final class MeasureCallbacks {
    private static final int BODIES = 4000;
    private static final int WARM_UP_SECONDS = 15;
    private static final int CONNECTIONS = 200;
    private static final long SLOWEST = TimeUnit.SECONDS.toNanos(60);

    private MeasureCallbacks() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0 && arguments[0].equals("empty-handler")) {
            emptyHandler();
            return;
        }
        int rate = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
        measure(rate, seconds);
        System.exit(0);
    }

    /**
     * Measures and prints both.
     *
     * @throws IllegalStateException when the product did not take every callback
     */
    static void measure(int rate, int seconds) throws IOException {
        List<Attempt> bodies = bodies();
        System.out.printf("%d callbacks/s for %d s after %d s of warming up%n", rate, seconds, WARM_UP_SECONDS);
        Process empty = emptyProcess();
        try {
            String port = new String(empty.getInputStream().readNBytes(5), StandardCharsets.UTF_8);
            load("http://127.0.0.1:" + port, bodies, rate, WARM_UP_SECONDS);
            report("empty handler", load("http://127.0.0.1:" + port, bodies, rate, seconds));
        } finally {
            empty.destroy();
        }
        Result product = product(bodies, rate, seconds);
        if (product.unanswered > 0 || !product.outcomes.keySet().equals(Set.of("200"))) {
            throw new IllegalStateException("expected 200 for every callback, met " + new TreeMap<>(product.outcomes)
                    + " and " + product.unanswered + " without an answer");
        }
    }

    private static Result product(List<Attempt> bodies, int rate, int seconds) throws IOException {
        Path home = Files.createTempDirectory("nightdesk-load");
        DisposableServer wecom = wecom();
        try (RunningJar jar = new RunningJar(home, environment("http://127.0.0.1:" + wecom.port()))) {
            jar.start();
            String url = jar.url("").toString();
            load(url, bodies, rate, WARM_UP_SECONDS);
            Result result = load(url, bodies, rate, seconds);
            report("nightdesk", result);
            jar.signIn();
            jar.get("/api/system").path("lags").forEach(lag -> System.out.println("  " + lag));
            System.out.println("  log: " + home.resolve("jar.log"));
            return result;
        } finally {
            wecom.disposeNow();
        }
    }

    private static Map<String, String> environment(String wecom) {
        return Map.of(
                "WECOM_CORP_ID",
                CallbackBodies.CORP,
                "WECOM_AGENT_ID",
                "1",
                "WECOM_SECRET",
                "secret",
                "WECOM_TOKEN",
                CallbackBodies.TOKEN,
                "WECOM_ENCODING_AES_KEY",
                CallbackBodies.KEY,
                "WECOM_API_BASE",
                wecom);
    }

    /** WeCom with nothing to say: what is measured is the acknowledgement, not the pull. */
    private static DisposableServer wecom() {
        String answer = "{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"a\",\"expires_in\":7200,"
                + "\"has_more\":0,\"next_cursor\":\"c\",\"msg_list\":[]}";
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> request.receive()
                        .then()
                        .then(response.header("content-type", "application/json")
                                .sendString(Mono.just(answer))
                                .then()))
                .bindNow();
    }

    private static List<Attempt> bodies() {
        CallbackBodies generator = new CallbackBodies(1);
        List<Attempt> bodies = new ArrayList<>();
        while (bodies.size() < BODIES) {
            bodies.add(generator.kf());
        }
        return bodies;
    }

    private static Process emptyProcess() {
        try {
            return new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx768m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            MeasureCallbacks.class.getName(),
                            "empty-handler")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the body and answers 200 with nothing. */
    private static void emptyHandler() {
        var routes = RouterFunctions.route()
                .POST(
                        "/wecom/callback/{account}",
                        request -> request.bodyToMono(byte[].class)
                                .then(Mono.defer(() -> ServerResponse.ok().build())))
                .build();
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes)))
                .bindNow();
        System.out.printf("%05d", server.port());
        System.out.flush();
        server.onDispose().block();
    }

    private static Result load(String url, List<Attempt> bodies, int rate, int seconds) {
        HttpClient client = HttpClient.create(ConnectionProvider.builder("load")
                        .maxConnections(CONNECTIONS)
                        .pendingAcquireMaxCount(-1)
                        .pendingAcquireTimeout(Duration.ofSeconds(60))
                        .build())
                .responseTimeout(Duration.ofSeconds(30))
                .headers(headers -> headers.set("Content-Type", "text/xml"));
        List<String> uris = bodies.stream().map(body -> url + uri(body)).toList();
        Result result = new Result();
        long count = (long) rate * seconds;
        long interval = TimeUnit.SECONDS.toNanos(1) / rate;
        long begin = System.nanoTime();
        for (long i = 0; i < count; i++) {
            long due = begin + i * interval;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            int which = (int) (i % bodies.size());
            send(client, uris.get(which), bodies.get(which).body(), due, result);
        }
        result.sending = System.nanoTime() - begin;
        while (result.done.get() < count && System.nanoTime() - begin < result.sending + SLOWEST) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        result.unanswered = count - result.done.get();
        return result;
    }

    private static String uri(Attempt attempt) {
        StringBuilder uri = new StringBuilder("/wecom/callback/main?");
        attempt.parameters()
                .forEach((name, value) ->
                        uri.append(name).append('=').append(value).append('&'));
        return uri.toString();
    }

    private static void send(HttpClient client, String uri, byte[] body, long due, Result result) {
        var unused = client.post()
                .uri(uri)
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                .responseSingle((response, content) ->
                        content.then().thenReturn(response.status().code()))
                .subscribe(
                        status -> result.answered(String.valueOf(status), System.nanoTime() - due),
                        failure -> result.answered(failure.getClass().getSimpleName(), System.nanoTime() - due));
    }

    private static void report(String what, Result result) {
        Histogram h = result.latencies;
        System.out.printf(
                "%-14s %,d answers %s, %,.0f/s sent, unanswered %d: p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, max %.2f ms%n",
                what,
                h.getTotalCount(),
                new TreeMap<>(result.outcomes),
                h.getTotalCount() / (result.sending / 1e9),
                result.unanswered,
                h.getValueAtPercentile(50) / 1e6,
                h.getValueAtPercentile(90) / 1e6,
                h.getValueAtPercentile(99) / 1e6,
                h.getValueAtPercentile(99.9) / 1e6,
                h.getMaxValue() / 1e6);
    }

    private static final class Result {
        private final Histogram latencies = new ConcurrentHistogram(SLOWEST * 2, 3);
        private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
        private final AtomicLong done = new AtomicLong();
        private long sending;
        private long unanswered;

        void answered(String outcome, long latency) {
            latencies.recordValue(Math.min(latency, SLOWEST * 2));
            outcomes.computeIfAbsent(outcome, any -> new LongAdder()).increment();
            done.incrementAndGet();
        }
    }
}
