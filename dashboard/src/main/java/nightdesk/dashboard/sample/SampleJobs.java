package nightdesk.dashboard.sample;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nightdesk.ingest.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** The loadings of this process, in memory: a lost one is simply asked for again. */
final class SampleJobs {
    private static final int KEPT = 50;

    private final Clock clock;
    private final Deque<SampleJob> jobs = new ArrayDeque<>();
    private final Sinks.Many<String> asked = Sinks.many().multicast().onBackpressureBuffer(KEPT, false);

    SampleJobs(Clock clock) {
        this.clock = clock;
    }

    /** Returns the job that is running, or a new one. */
    synchronized SampleJob ask(String who) {
        Optional<SampleJob> running = jobs.stream().filter(job -> !job.ended()).findFirst();
        if (running.isPresent()) {
            return running.get();
        }
        String id = "s_" + Ids.hash(clock.instant().toString(), who);
        SampleJob job = SampleJob.asked(id, who, clock.instant());
        jobs.addFirst(job);
        while (jobs.size() > KEPT) {
            jobs.removeLast();
        }
        asked.tryEmitNext(id).orThrow();
        return job;
    }

    /** Follows the ids of jobs to be done; those asked for while nobody listened come first. */
    Flux<String> asked() {
        return asked.asFlux();
    }

    synchronized Optional<SampleJob> find(String id) {
        return jobs.stream().filter(job -> job.id().equals(id)).findFirst();
    }

    /** Returns all that are kept, newest first. */
    synchronized List<SampleJob> all() {
        return List.copyOf(jobs);
    }

    synchronized void update(String id, UnaryOperator<SampleJob> change) {
        List<SampleJob> changed = jobs.stream()
                .map(job -> job.id().equals(id) ? change.apply(job) : job)
                .toList();
        jobs.clear();
        jobs.addAll(changed);
    }
}
