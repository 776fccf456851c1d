package nightdesk.dashboard.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import nightdesk.dashboard.app.RunningApp;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Json;
import nightdesk.ingest.wecom.CallbackBodies;
import nightdesk.ingest.wecom.CallbackBodies.Attempt;
import nightdesk.ingest.wecom.CallbackBodies.Fate;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * The same generated callbacks as in the unit test, through real sockets, the security chain and the log. The full
 * measure is {@code -Dnightdesk.fuzz.http=20000}.
 */
class CallbackFuzzIT {
    private static final int CALLBACKS = Integer.getInteger("nightdesk.fuzz.http", 2000);
    private static final long SEED = Long.getLong("nightdesk.fuzz.seed", System.nanoTime());
    private static final int AT_ONCE = 32;

    @Test
    void answersEverything_andStaysWell() {
        try (RecordingWecom wecom = new RecordingWecom();
                RunningApp app = RunningApp.start(settings(wecom))) {
            HttpClient client = HttpClient.create(ConnectionProvider.builder("fuzz")
                            .maxConnections(AT_ONCE)
                            .build())
                    .baseUrl(app.url())
                    .responseTimeout(Duration.ofSeconds(30));
            CallbackBodies bodies = new CallbackBodies(SEED);
            awaitTheFirst(client, bodies);
            Map<String, Integer> outcomes = new TreeMap<>();
            List<String> wrong = new ArrayList<>();
            Flux.fromStream(Stream.generate(bodies::next).limit(CALLBACKS))
                    .flatMap(attempt -> deliver(client, attempt), AT_ONCE)
                    .doOnNext(answer -> outcomes.merge(answer.toString(), 1, Integer::sum))
                    .filter(Answer::isWrong)
                    .doOnNext(answer -> wrong.add(answer.toString()))
                    .blockLast(Duration.ofMinutes(30));
            System.out.printf("callback fuzz over HTTP: seed %d, %,d bodies%n", SEED, CALLBACKS);
            outcomes.forEach((what, n) -> System.out.printf("  %-52s %,d%n", what, n));
            assertThat(wrong).as("seed %s", SEED).isEmpty();
            app.anonymous()
                    .get()
                    .uri("/actuator/health")
                    .exchange()
                    .expectStatus()
                    .isOk();
            expectNothingStuck(app);
        }
    }

    /** On a busy machine the log of a fresh process may take longer than a callback waits; that is no answer to a body. */
    private static void awaitTheFirst(HttpClient client, CallbackBodies bodies) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> deliver(client, bodies.kf())
                                .block(Duration.ofSeconds(30))
                                .status()
                        == 200);
    }

    private static Map<String, Object> settings(RecordingWecom wecom) {
        return Map.of(
                "nightdesk.wecom.accounts.main.corp-id",
                CallbackBodies.CORP,
                "nightdesk.wecom.accounts.main.secret",
                "secret",
                "nightdesk.wecom.accounts.main.token",
                CallbackBodies.TOKEN,
                "nightdesk.wecom.accounts.main.encoding-aes-key",
                CallbackBodies.KEY,
                "nightdesk.wecom.accounts.main.api-base",
                wecom.url());
    }

    private static Mono<Answer> deliver(HttpClient client, Attempt attempt) {
        return client.headers(headers -> headers.set("Content-Type", "text/xml"))
                .post()
                .uri(uri(attempt))
                .send(ByteBufFlux.fromInbound(Mono.just(attempt.body())))
                .responseSingle((response, body) -> body.asString()
                        .defaultIfEmpty("")
                        .map(text -> new Answer(
                                attempt.what(),
                                attempt.fate(),
                                response.status().code(),
                                reason(text))));
    }

    private static String uri(Attempt attempt) {
        UriComponentsBuilder uri =
                UriComponentsBuilder.fromPath("/wecom/callback/").pathSegment(attempt.account());
        attempt.parameters().forEach((name, value) -> uri.queryParam(name, "{" + name + "}"));
        return uri.encode().buildAndExpand(attempt.parameters()).toUriString();
    }

    private static String reason(String body) {
        return body.startsWith("{") ? Json.MAPPER.readTree(body).path("reason").asString("problem") : "";
    }

    /** What was taken is read by every stage that reads it; nothing poisonous holds one up. */
    private static void expectNothingStuck(RunningApp app) {
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(app.bean(EventLog.class).lags().block(Duration.ofSeconds(20)))
                        .isNotEmpty()
                        .allMatch(lag -> lag.behind() == 0));
    }

    private record Answer(String what, Fate fate, int status, String reason) {
        /** The log of a machine that is too busy may be out for once; what was not taken is said to be so. */
        boolean isWrong() {
            return (status >= 500 && !reason.equals("log-unavailable"))
                    || (status != 200 && reason.isEmpty())
                    || (fate == Fate.TAKEN && status != 200 && status != 503)
                    || (fate == Fate.REFUSED && status == 200);
        }

        @Override
        public String toString() {
            return what + " → " + status + " " + reason;
        }
    }
}
