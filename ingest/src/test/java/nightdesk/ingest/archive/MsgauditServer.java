package nightdesk.ingest.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import nightdesk.ingest.Json;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;

/** The archive's HTTP API: consents and the list of archived staff. */
final class MsgauditServer implements AutoCloseable {
    /** {@code staff/patient} or {@code room/patient} → Agree, Disagree; who is not here is not listed. */
    final Map<String, String> consents = new ConcurrentHashMap<>();

    final List<String> staff = new ArrayList<>(List.of("lisi", "zhangsan", "wmstaff"));
    final Queue<String> asked = new ConcurrentLinkedQueue<>();
    volatile int errcode;
    private final DisposableServer server =
            HttpServer.create().host("127.0.0.1").port(0).handle(this::answer).bindNow();

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asString()
                .defaultIfEmpty("{}")
                .map(body -> Json.text(reply(request.path(), body)))
                .flatMap(json -> response.header("content-type", "application/json")
                        .sendString(Mono.just(json))
                        .then());
    }

    private Map<String, Object> reply(String path, String body) {
        if (path.endsWith("gettoken")) {
            return Map.of("errcode", 0, "access_token", "t", "expires_in", 7200);
        }
        asked.add(path + " " + body);
        if (errcode != 0) {
            return Map.of("errcode", errcode, "errmsg", "no");
        }
        if (path.endsWith("get_permit_user_list")) {
            return Map.of("errcode", 0, "ids", staff);
        }
        JsonNode request = Json.MAPPER.readTree(body);
        List<Map<String, Object>> found = new ArrayList<>();
        if (path.endsWith("check_room_agree")) {
            String room = request.path("roomid").asString();
            consents.forEach((key, status) -> {
                if (key.startsWith(room + "/")) {
                    found.add(entry("", key.substring(room.length() + 1), status));
                }
            });
        } else {
            request.path("info").forEach(one -> {
                String userid = one.path("userid").asString();
                String patient = one.path("exteranalopenid").asString();
                String status = consents.get(userid + "/" + patient);
                if (status != null) {
                    found.add(entry(userid, patient, status));
                }
            });
        }
        return Map.of("errcode", 0, "agreeinfo", found);
    }

    private static Map<String, Object> entry(String userid, String patient, String status) {
        return Map.of(
                "status_change_time", 1717250000,
                "userid", userid,
                "exteranalopenid", patient,
                "agree_status", status);
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
