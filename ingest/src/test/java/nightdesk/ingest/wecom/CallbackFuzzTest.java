package nightdesk.ingest.wecom;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import nightdesk.ingest.ChannelActivity;
import nightdesk.ingest.Counters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.TransientFailure;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.wecom.CallbackBodies.Attempt;
import nightdesk.ingest.wecom.CallbackBodies.Fate;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.mock.web.reactive.function.server.MockServerRequest;
import org.springframework.web.reactive.function.server.EntityResponse;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Generated callbacks through the real endpoint. The full measure is {@code -Dnightdesk.fuzz.callbacks=1000000}; {@code
 * -Dnightdesk.fuzz.seed} repeats a run.
 */
class CallbackFuzzTest {
    private static final int CALLBACKS = Integer.getInteger("nightdesk.fuzz.callbacks", 30_000);
    private static final long SEED = Long.getLong("nightdesk.fuzz.seed", System.nanoTime());
    private static final int OUTAGE_EVERY = 101;
    private static final long MOST_GROWTH = 48L << 20;

    private final SometimesOut log = new SometimesOut();
    private final Counters counters = new Counters();
    private final CallbackEndpoint endpoint = new CallbackEndpoint(
            new WecomAccounts(List.of(new WecomAccount(
                    CallbackBodies.ACCOUNT,
                    CallbackBodies.CORP,
                    "1",
                    "s",
                    CallbackBodies.TOKEN,
                    CallbackBodies.KEY,
                    URI.create("http://127.0.0.1"),
                    false))),
            log,
            counters,
            new ChannelActivity(),
            Clock.systemUTC());

    @Test
    void answersEverything_takesWhatIsWhole_andNamesWhyItRefuses() {
        CallbackBodies bodies = new CallbackBodies(SEED);
        Map<String, Integer> outcomes = new TreeMap<>();
        long taken = 0;
        long early = 0;
        long begin = System.nanoTime();
        for (int i = 0; i < CALLBACKS; i++) {
            Attempt attempt = bodies.next();
            log.out = i % OUTAGE_EVERY == 0;
            long before = log.kept.get();
            ServerResponse response = endpoint.receive(request(attempt)).block(Duration.ofSeconds(10));
            int status = response.statusCode().value();
            String reason = reason(response);
            taken += log.kept.get() - before;
            expect(attempt, status, reason, log.kept.get() - before, i);
            outcomes.merge(attempt.what() + " → " + status + " " + reason, 1, Integer::sum);
            if (i == CALLBACKS / 5) {
                early = usedMemory();
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        long growth = usedMemory() - early;
        System.out.printf(
                "callback fuzz: seed %d, %,d bodies in %.1f s (%,.0f/s), %,d taken, heap growth %,d bytes%n",
                SEED, CALLBACKS, seconds, CALLBACKS / seconds, taken, growth);
        outcomes.forEach((what, n) -> System.out.printf("  %-52s %,d%n", what, n));
        assertThat(growth).as("heap growth in bytes").isLessThan(MOST_GROWTH);
        assertThat(taken).isPositive();
        assertThat(counters.all().stream()
                        .filter(count -> count.name().equals("callback.rejected"))
                        .mapToLong(Counters.Count::count)
                        .sum())
                .isEqualTo(CALLBACKS - taken);
    }

    private void expect(Attempt attempt, int status, String reason, long kept, int index) {
        String what = "seed " + SEED + ", body " + index + ": " + attempt.what();
        if (status == 503) {
            assertThat(log.out).as(what).isTrue();
            assertThat(reason).as(what).isEqualTo("log-unavailable");
        } else {
            assertThat(status).as(what).isIn(200, 400, 403, 404, 413);
        }
        assertThat(kept).as(what).isEqualTo(status == 200 ? 1 : 0);
        assertThat(reason.isEmpty()).as(what + ": a refusal names its reason").isEqualTo(status == 200);
        if (attempt.fate() == Fate.REFUSED) {
            assertThat(status).as(what).isNotEqualTo(200);
        }
        if (attempt.fate() == Fate.TAKEN && !log.out) {
            assertThat(status).as(what).isEqualTo(200);
        }
    }

    private static ServerRequest request(Attempt attempt) {
        MockServerRequest.Builder request = MockServerRequest.builder()
                .uri(URI.create("http://127.0.0.1/wecom/callback/x"))
                .pathVariable("account", attempt.account());
        attempt.parameters().forEach(request::queryParam);
        return request.body(Flux.fromIterable(attempt.chunks()).map(DefaultDataBufferFactory.sharedInstance::wrap));
    }

    private static String reason(ServerResponse response) {
        return response instanceof EntityResponse<?> entity && entity.entity() instanceof Map<?, ?> problem
                ? String.valueOf(problem.get("reason"))
                : "";
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** A log that is out when told to, and otherwise only counts. */
    private static final class SometimesOut implements EventLog {
        private final AtomicLong kept = new AtomicLong();
        private boolean out;

        @Override
        public Mono<Void> append(List<LogRecord> entries) {
            return out
                    ? Mono.error(new TransientFailure("out"))
                    : Mono.fromRunnable(() -> kept.addAndGet(entries.size()));
        }

        @Override
        public Mono<Void> consume(Subscription subscription, Function<List<LogRecord>, Mono<Void>> handler) {
            return Mono.never();
        }

        @Override
        public Flux<LogRecord> tail(String topic) {
            return Flux.never();
        }

        @Override
        public Mono<List<Lag>> lags() {
            return Mono.just(List.of());
        }
    }
}
