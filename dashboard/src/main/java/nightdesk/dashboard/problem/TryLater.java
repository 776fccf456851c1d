package nightdesk.dashboard.problem;

import java.time.Duration;

/** The caller asked too often; answered with 429 and {@code Retry-After}. */
public class TryLater extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Duration wait;

    /** Takes the wait after which the same request may pass. */
    public TryLater(String message, Duration wait) {
        super(message, null, false, false);
        this.wait = wait;
    }

    /** Returns the wait in whole seconds, rounded up, at least one. */
    long seconds() {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
