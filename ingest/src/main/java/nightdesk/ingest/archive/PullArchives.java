package nightdesk.ingest.archive;

import java.time.Duration;
import java.util.List;
import nightdesk.ingest.FailureText;
import nightdesk.ingest.Stage;
import nightdesk.ingest.TransientFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stage {@code archive-pull}: each archive is read at every signal and every now and then without one. An archive that
 * refuses shows why in its state and never holds up another.
 */
final class PullArchives implements Stage {
    private static final Logger log = LoggerFactory.getLogger(PullArchives.class);
    private static final int SIGNALS = 1;

    private final List<Corp> corps;
    private final ArchivePuller puller;
    private final ArchiveSignals signals;
    private final Duration interval;

    PullArchives(List<Corp> corps, ArchivePuller puller, ArchiveSignals signals, Duration interval) {
        this.corps = corps;
        this.puller = puller;
        this.signals = signals;
        this.interval = interval;
    }

    @Override
    public String name() {
        return "archive-pull";
    }

    @Override
    public String role() {
        return "ingest";
    }

    @Override
    public Mono<Void> run() {
        return corps.isEmpty()
                ? Mono.never()
                : Flux.fromIterable(corps).flatMap(this::follow, corps.size()).then();
    }

    private Mono<Void> follow(Corp corp) {
        Flux<String> ticks = Flux.interval(Duration.ZERO, interval).map(tick -> corp.account());
        return Flux.merge(ticks, signals.of(corp.account()))
                .onBackpressureLatest()
                .concatMap(signal -> pull(corp), SIGNALS)
                .then();
    }

    private Mono<Void> pull(Corp corp) {
        return puller.pull(corp).onErrorResume(failure -> {
            if (failure instanceof ArchiveFailure refused) {
                corp.state().blocked(String.valueOf(refused.getMessage()));
            } else if (failure instanceof TransientFailure) {
                corp.state().waiting("暂时读不到，会自动重试：" + FailureText.of(failure));
            } else {
                corp.state().waiting("读取出错，会自动重试：" + FailureText.of(failure));
            }
            log.warn("The archive of {} waits for its next turn: {}", corp.account(), FailureText.of(failure));
            return Mono.empty();
        });
    }
}
