package nightdesk.responder.announce;

import java.time.Duration;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Works through a table that fills by itself: at once while there is work, else after a pause. */
public final class Poll {
    private Poll() {}

    /**
     * @param workers how many work side by side
     * @param pause how long to rest when there was nothing to do
     * @param step one piece of work; returns how much was done
     * @return never completes
     */
    public static Mono<Void> forever(int workers, Duration pause, Supplier<Mono<Integer>> step) {
        return Flux.range(0, workers)
                .flatMap(worker -> forever(pause, step), workers)
                .then();
    }

    private static Mono<Void> forever(Duration pause, Supplier<Mono<Integer>> step) {
        return Mono.defer(step)
                .flatMap(done -> done > 0 ? Mono.just(done) : Mono.delay(pause).thenReturn(0))
                .repeat()
                .then();
    }
}
