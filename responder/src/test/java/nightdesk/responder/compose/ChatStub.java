package nightdesk.responder.compose;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import nightdesk.ingest.Json;

/** An OpenAI-compatible server on loopback that answers what a test tells it to, also badly. */
final class ChatStub implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Handler handler = exchange -> send(exchange, 500, "{}");

    /** How a request is answered. */
    interface Handler {
        void answer(HttpExchange exchange) throws IOException;
    }

    ChatStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            handler.answer(exchange);
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    List<String> requests() {
        return requests;
    }

    void says(String text) {
        Map<String, Object> message = Map.of("role", "assistant", "content", text);
        Map<String, Object> choice = Map.of("index", 0, "message", message, "finish_reason", "stop");
        String body =
                Json.text(Map.of("id", "1", "object", "chat.completion", "model", "stub", "choices", List.of(choice)));
        handler = exchange -> send(exchange, 200, body);
    }

    void fails(int status) {
        handler = exchange -> send(exchange, status, "{\"error\":{\"message\":\"no\"}}");
    }

    void saysGarbage() {
        handler = exchange -> send(exchange, 200, "<html>");
    }

    /** Holds every answer back until the stub closes. */
    void hangs() {
        handler = exchange -> {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        };
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
