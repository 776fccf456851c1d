package nightdesk.dashboard.simulation;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nightdesk.dashboard.problem.Conflict;
import nightdesk.ingest.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** The simulated nights of this process, one at a time, in memory. */
final class Simulations {
    private static final int KEPT = 50;

    private final Clock clock;
    private final Deque<Simulation> nights = new ArrayDeque<>();
    private final Sinks.Many<Simulation> asked = Sinks.many().multicast().onBackpressureBuffer(KEPT, false);

    Simulations(Clock clock) {
        this.clock = clock;
    }

    synchronized Simulation ask(int patients) {
        nights.stream().filter(night -> !night.ended()).findFirst().ifPresent(running -> {
            throw new Conflict("simulation '" + running.id() + "' is running; expected it to be over");
        });
        String id = Ids.hash("simulation", clock.instant().toString()).replaceAll("[^0-9A-Za-z]", "");
        Simulation night = Simulation.asked(id, patients, clock.instant());
        nights.addFirst(night);
        while (nights.size() > KEPT) {
            nights.removeLast();
        }
        asked.tryEmitNext(night).orThrow();
        return night;
    }

    /** Follows what is asked for; what came while nobody listened comes first. */
    Flux<Simulation> asked() {
        return asked.asFlux();
    }

    synchronized Optional<Simulation> find(String id) {
        return nights.stream().filter(night -> night.id().equals(id)).findFirst();
    }

    /** Returns all that are kept, newest first. */
    synchronized List<Simulation> all() {
        return List.copyOf(nights);
    }

    synchronized void update(String id, UnaryOperator<Simulation> change) {
        List<Simulation> changed = nights.stream()
                .map(night -> night.id().equals(id) ? change.apply(night) : night)
                .toList();
        nights.clear();
        nights.addAll(changed);
    }
}
