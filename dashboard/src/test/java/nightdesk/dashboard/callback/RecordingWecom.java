package nightdesk.dashboard.callback;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import nightdesk.ingest.Json;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Stands where WeCom's API stands, has no messages, and remembers which callback tokens were brought to it. */
final class RecordingWecom implements AutoCloseable {
    private final Queue<String> tokens = new ConcurrentLinkedQueue<>();
    private final Queue<String> paths = new ConcurrentLinkedQueue<>();
    private final DisposableServer server =
            HttpServer.create().host("127.0.0.1").port(0).handle(this::answer).bindNow();

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Returns the {@code token} of each {@code sync_msg} so far: what our puller took from callbacks. */
    Queue<String> tokens() {
        return tokens;
    }

    Queue<String> paths() {
        return paths;
    }

    private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        paths.add(request.uri());
        return request.receive()
                .aggregate()
                .asString()
                .defaultIfEmpty("{}")
                .doOnNext(this::remember)
                .flatMap(body -> response.header("content-type", "application/json")
                        .sendString(
                                Mono.just("{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"a\",\"expires_in\":7200,"
                                        + "\"has_more\":0,\"next_cursor\":\"c\",\"msg_list\":[]}"))
                        .then());
    }

    private void remember(String body) {
        String token =
                Json.MAPPER.readTree(body.isBlank() ? "{}" : body).path("token").asString("");
        if (!token.isEmpty()) {
            tokens.add(token);
        }
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
