package nightdesk.ingest;

import java.util.concurrent.Callable;

/**
 * Turns a {@link StackOverflowError} into a failure of the record that caused it. Reactor takes such an error for the end
 * of the process and drops the whole pipeline without a signal, so that one patient's text would silence a stage.
 */
public final class Recursion {
    private Recursion() {}

    /** Returns the same work, failing with {@link PermanentFailure} where it recursed too deeply. */
    public static <T> Callable<T> guarded(Callable<T> work) {
        return () -> {
            try {
                return work.call();
            } catch (StackOverflowError error) {
                throw new PermanentFailure("the text recursed too deeply in " + place(error));
            }
        };
    }

    private static String place(StackOverflowError error) {
        for (StackTraceElement frame : error.getStackTrace()) {
            if (frame.getClassName().startsWith("nightdesk.")) {
                return frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return "a library";
    }
}
