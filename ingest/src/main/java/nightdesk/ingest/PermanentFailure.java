package nightdesk.ingest;

import org.jspecify.annotations.Nullable;

/** A record that will fail however often it is tried: it goes to the dead letters with this message. */
public class PermanentFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PermanentFailure(String message) {
        this(message, null);
    }

    public PermanentFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
