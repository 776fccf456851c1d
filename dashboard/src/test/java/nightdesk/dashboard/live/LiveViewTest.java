package nightdesk.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Topics;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class LiveViewTest {
    private static final LiveEvent MESSAGE =
            new LiveEvent.Message("m_1", "c_1", "patient", OffsetDateTime.parse("2026-01-01T23:40:00+08:00"));
    private final TailOnly log = new TailOnly();
    private final LiveView view =
            new LiveView(log, Clock.fixed(Instant.parse("2026-01-01T15:40:00Z"), ZoneId.of("Asia/Shanghai")));

    @Test
    void tellsEveryConsole_fromOneTail() {
        StepVerifier.create(Flux.merge(view.follow(), view.follow()).filter(MESSAGE::equals), 2)
                .then(() -> log.happens(message("m_1")))
                .expectNext(MESSAGE, MESSAGE)
                .thenCancel()
                .verify(Duration.ofSeconds(5));
        assertThat(log.tails).hasValue(3);
    }

    @Test
    void beginsWithAHeartbeat_andKeepsBeating() {
        StepVerifier.withVirtualTime(() -> view.follow().filter(LiveEvent.Heartbeat.class::isInstance))
                .expectNextCount(1)
                .thenAwait(Duration.ofSeconds(31))
                .expectNextCount(2)
                .thenCancel()
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void letsASlowConsoleGo_andKeepsTheOthers() {
        StepVerifier.create(Flux.zip(slow().collectList(), quick().count()))
                .then(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        log.happens(message("m_" + i));
                    }
                })
                .assertNext(both -> {
                    assertThat(both.getT1()).hasSizeLessThan(600);
                    assertThat(both.getT2()).isEqualTo(2_000);
                })
                .expectComplete()
                .verify(Duration.ofSeconds(20));
    }

    private Flux<LiveEvent> quick() {
        return view.follow().filter(LiveEvent.Message.class::isInstance).take(2_000);
    }

    /** Asks for one event and then for no more until the stream is over. */
    private Flux<LiveEvent> slow() {
        return view.follow().concatMap(event -> Mono.just(event).delayElement(Duration.ofMillis(10)), 1);
    }

    @Test
    void saysNothing_aboutRecordsThatCannotBeRead() {
        StepVerifier.create(view.follow().filter(event -> !(event instanceof LiveEvent.Heartbeat)))
                .then(() -> {
                    log.happens(new LogRecord(Topics.MESSAGE, "c_1", "not json"));
                    log.happens(new LogRecord(Topics.REPLY, "c_1", "{\"kind\":\"answer\"}"));
                    log.happens(new LogRecord(
                            Topics.LEAD, "l_1", "{\"id\":\"l_1\",\"state\":\"open\",\"emergency\":true}"));
                })
                .expectNext(new LiveEvent.Reply("c_1", "answer"), new LiveEvent.Lead("l_1", "open", true))
                .thenCancel()
                .verify(Duration.ofSeconds(5));
    }

    private static LogRecord message(String id) {
        return new LogRecord(
                Topics.MESSAGE,
                "c_1",
                "{\"messageId\":\"%s\",\"conversationId\":\"c_1\",\"speaker\":\"patient\",\"text\":\"热玛吉\","
                                .formatted(id)
                        + "\"sentAt\":\"2026-01-01T15:40:00Z\"}");
    }

    private static final class TailOnly implements EventLog {
        private final AtomicInteger tails = new AtomicInteger();
        private final Sinks.Many<LogRecord> sink = Sinks.many().multicast().directBestEffort();

        void happens(LogRecord entry) {
            sink.tryEmitNext(entry).orThrow();
        }

        @Override
        public Flux<LogRecord> tail(String topic) {
            return Flux.defer(() -> {
                tails.incrementAndGet();
                return sink.asFlux()
                        .onBackpressureBuffer()
                        .filter(entry -> entry.topic().equals(topic));
            });
        }

        @Override
        public Mono<Void> append(List<LogRecord> entries) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Mono<Void> consume(Subscription subscription, Function<List<LogRecord>, Mono<Void>> handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Mono<List<Lag>> lags() {
            throw new UnsupportedOperationException();
        }
    }
}
