package nightdesk.dashboard.simulation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One simulated night, as far as it is. Immutable. */
record Simulation(
        String id,
        State state,
        int patients,
        long pushed,
        int answered,
        int promised,
        int emergencies,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String failure) {

    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    static Simulation asked(String id, int patients, Instant at) {
        return new Simulation(id, State.RUNNING, patients, 0, 0, 0, 0, at, null, null);
    }

    boolean ended() {
        return state != State.RUNNING;
    }

    Simulation pushed(long callbacks) {
        return new Simulation(
                id, state, patients, callbacks, answered, promised, emergencies, startedAt, finishedAt, failure);
    }

    /** Counts one patient's night. A patient may be both answered and promised a call. */
    Simulation heard(Outcome outcome) {
        return new Simulation(
                id,
                state,
                patients,
                pushed,
                answered + (outcome.answered() ? 1 : 0),
                promised + (outcome.promised() ? 1 : 0),
                emergencies + (outcome.emergency() ? 1 : 0),
                startedAt,
                finishedAt,
                failure);
    }

    /** Ends it: done when nobody is left without an answer. */
    Simulation ended(Instant at, List<String> unanswered) {
        return unanswered.isEmpty()
                ? end(State.DONE, at, null)
                : end(State.FAILED, at, "没有得到回复的患者：" + String.join("、", unanswered));
    }

    Simulation failed(Instant at, Throwable why) {
        return end(State.FAILED, at, why.toString());
    }

    private Simulation end(State end, Instant at, @Nullable String why) {
        return new Simulation(id, end, patients, pushed, answered, promised, emergencies, startedAt, at, why);
    }

    /** What one patient got. */
    record Outcome(boolean answered, boolean promised, boolean emergency) {}
}
