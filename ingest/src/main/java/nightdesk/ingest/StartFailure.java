package nightdesk.ingest;

import org.jspecify.annotations.Nullable;

/** Nightdesk cannot start. The message says what was met, what was expected and what to do; it is shown alone. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartFailure(String message) {
        this(message, null);
    }

    public StartFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
