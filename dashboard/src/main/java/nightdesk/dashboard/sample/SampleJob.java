package nightdesk.dashboard.sample;

import java.time.Instant;
import nightdesk.responder.KnowledgeImport.ImportReport;
import org.jspecify.annotations.Nullable;

/** One loading of the sample, as far as it is. Immutable. */
record SampleJob(
        String id,
        String who,
        State state,
        long total,
        long imported,
        long duplicates,
        int knowledge,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String failure) {

    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    static SampleJob asked(String id, String who, Instant at) {
        return new SampleJob(id, who, State.RUNNING, 0, 0, 0, 0, at, null, null);
    }

    boolean ended() {
        return state != State.RUNNING;
    }

    SampleJob of(long messages) {
        return new SampleJob(id, who, state, messages, imported, duplicates, knowledge, startedAt, null, null);
    }

    SampleJob taken(long fresh, long known) {
        return new SampleJob(
                id, who, state, total, imported + fresh, duplicates + known, knowledge, startedAt, null, null);
    }

    SampleJob knows(ImportReport report) {
        int items = report.imported() + report.updated() + report.unchanged();
        return new SampleJob(id, who, state, total, imported, duplicates, items, startedAt, null, null);
    }

    SampleJob ended(State end, Instant at, @Nullable String why) {
        return new SampleJob(id, who, end, total, imported, duplicates, knowledge, startedAt, at, why);
    }
}
