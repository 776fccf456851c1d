package nightdesk.dashboard.live;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import nightdesk.dashboard.problem.TryLater;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Topics;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The log's tail, read once and told to every open console. A console that cannot keep up is let go (its browser comes
 * back by itself) and never slows the others down.
 */
final class LiveView {
    private static final int BEHIND_AT_MOST = 256;
    private static final int CONSOLES_AT_MOST = 500;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** A stream ends after this long, so that a closed session is noticed when the browser comes back. */
    private static final Duration LIFE = Duration.ofMinutes(30);

    /** The tail outlives the last console by this much, so that reloading a page does not reopen it. */
    private static final Duration LINGER = Duration.ofSeconds(30);

    private final Clock clock;
    private final Flux<LiveEvent> shared;
    private final AtomicInteger open = new AtomicInteger();

    LiveView(EventLog log, Clock clock) {
        this.clock = clock;
        ReadLog reading = new ReadLog(clock.getZone());
        this.shared = Flux.fromIterable(List.of(Topics.MESSAGE, Topics.REPLY, Topics.LEAD))
                .flatMap(log::tail, 3)
                .mapNotNull(entry -> reading.event(entry).orElse(null))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofSeconds(1)).maxBackoff(Duration.ofSeconds(30)))
                .publish(BEHIND_AT_MOST)
                .refCount(1, LINGER);
    }

    /** Follows what happens from now on, beginning with a heartbeat. */
    Flux<LiveEvent> follow() {
        return Flux.defer(() -> {
            if (open.incrementAndGet() > CONSOLES_AT_MOST) {
                open.decrementAndGet();
                return Flux.error(new TryLater(
                        "live views: met " + CONSOLES_AT_MOST + ", expected fewer", Duration.ofMinutes(1)));
            }
            return events().doFinally(end -> open.decrementAndGet());
        });
    }

    private Flux<LiveEvent> events() {
        Flux<LiveEvent> beats = Flux.interval(Duration.ZERO, HEARTBEAT)
                .onBackpressureDrop()
                .map(beat -> new LiveEvent.Heartbeat(
                        clock.instant().atZone(clock.getZone()).toOffsetDateTime()));
        return Flux.merge(beats, shared)
                .onBackpressureBuffer(BEHIND_AT_MOST, dropped -> {}, BufferOverflowStrategy.ERROR)
                .onErrorResume(reactor.core.Exceptions::isOverflow, tooSlow -> Mono.empty())
                .take(LIFE);
    }
}
