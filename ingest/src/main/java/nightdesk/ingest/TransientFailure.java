package nightdesk.ingest;

import org.jspecify.annotations.Nullable;

/** A failure that passes: the same call may succeed later. */
public class TransientFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TransientFailure(String message) {
        this(message, null);
    }

    public TransientFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
