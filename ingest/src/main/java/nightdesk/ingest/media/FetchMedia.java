package nightdesk.ingest.media;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import nightdesk.ingest.Counters;
import nightdesk.ingest.FailureText;
import nightdesk.ingest.Media;
import nightdesk.ingest.Media.State;
import nightdesk.ingest.Stage;
import nightdesk.ingest.media.MediaStore.Pending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Stage {@code media}: fetches what messages hold, at once, as WeCom forgets it after three days. What is to be fetched
 * stands in PostgreSQL, so a restart forgets nothing; a failure is tried again with growing pauses until the source can
 * no longer have it.
 */
final class FetchMedia implements Stage {
    private static final Logger log = LoggerFactory.getLogger(FetchMedia.class);
    private static final Duration REST = Duration.ofMillis(500);
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    private static final int MOST_DOUBLINGS = 12;
    private static final int AT_ONCE = 4;
    /** How long WeCom keeps what customers send, and a little more for clocks that differ. */
    private static final Duration KEPT = Duration.ofDays(4);

    private final List<MediaFetcher> fetchers;
    private final MediaStore store;
    private final Media media;
    private final Counters counters;
    private final Clock clock;
    private final Scheduler scheduler;

    FetchMedia(
            List<MediaFetcher> fetchers,
            MediaStore store,
            Media media,
            Counters counters,
            Clock clock,
            Scheduler scheduler) {
        this.fetchers = fetchers;
        this.store = store;
        this.media = media;
        this.counters = counters;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    @Override
    public String name() {
        return "media";
    }

    @Override
    public String role() {
        return "ingest";
    }

    @Override
    public Mono<Void> run() {
        return Flux.fromIterable(fetchers)
                .flatMap(this::follow, Math.max(1, fetchers.size()))
                .then(Mono.never());
    }

    private Mono<Void> follow(MediaFetcher fetcher) {
        return some(fetcher)
                .flatMap(fetched -> fetched > 0 ? Mono.<Long>empty() : Mono.delay(REST))
                .repeat()
                .then();
    }

    private Mono<Integer> some(MediaFetcher fetcher) {
        return Mono.defer(() -> store.take(fetcher.source(), AT_ONCE, LEASE))
                .flatMap(due -> Flux.fromIterable(due)
                        .flatMap(pending -> fetch(fetcher, pending), AT_ONCE)
                        .then(Mono.just(due.size())));
    }

    private Mono<Void> fetch(MediaFetcher fetcher, Pending pending) {
        return Mono.fromCallable(media::room)
                .subscribeOn(scheduler)
                .flatMap(target -> fetcher.fetch(pending.reference(), target, media.limit(pending.kind()))
                        .flatMap(found -> media.store(pending.messageId(), pending.kind(), found.fileName(), target))
                        .doOnNext(medium ->
                                counters.increment("media." + medium.state().code(), pending.kind()))
                        .then()
                        .onErrorResume(failure -> failed(pending, failure).then(discard(target))));
    }

    private Mono<Void> failed(Pending pending, Throwable failure) {
        if (failure instanceof MediaUnavailable unavailable) {
            State state = unavailable.isRefused() ? State.REFUSED : State.GONE;
            counters.increment("media." + state.code(), pending.kind());
            return store.ended(pending.messageId(), pending.kind(), state, String.valueOf(failure.getMessage()))
                    .then();
        }
        if (pending.since().plus(KEPT).isBefore(clock.instant())) {
            counters.increment("media.gone", pending.kind());
            return store.ended(pending.messageId(), pending.kind(), State.GONE, "多次下载失败，来源处已过保存期")
                    .then();
        }
        Duration pause = pause(pending.attempts());
        log.warn("A medium cannot be fetched ({}), again in {}", FailureText.of(failure), pause);
        counters.increment("media.retried", pending.kind());
        return store.again(pending.messageId(), pending.kind(), pause);
    }

    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private Mono<Void> discard(Path target) {
        return Mono.fromCallable(() -> Files.deleteIfExists(target))
                .subscribeOn(scheduler)
                .then();
    }
}
