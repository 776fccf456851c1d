package nightdesk.ingest;

import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;

/**
 * Says what failed without quoting what it failed on: a foreign exception's message may hold a patient's words or an
 * address with a secret, so only our own messages are shown; of others their type, SQL state and place.
 */
public final class FailureText {
    private static final int DEEPEST = 5;

    private FailureText() {}

    /** Returns one line: the failure and its causes. */
    public static String of(Throwable failure) {
        StringBuilder text = new StringBuilder();
        Throwable at = failure;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            text.append(text.isEmpty() ? "" : " < ").append(one(at));
            at = at.getCause();
        }
        return text.toString();
    }

    private static String one(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        if (failure.getClass().getName().startsWith("nightdesk.")) {
            return name + ": " + failure.getMessage();
        }
        if (failure instanceof R2dbcException database) {
            return name + " (SQL state " + database.getSqlState() + ")";
        }
        String place = place(failure);
        return place == null ? name : name + " at " + place;
    }

    private static @Nullable String place(Throwable failure) {
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("nightdesk.")) {
                return frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return null;
    }
}
