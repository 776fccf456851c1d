package nightdesk.dashboard.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where files are imported to. */
interface ImportTarget extends AutoCloseable {

    /**
     * Imports a file and follows it to its end.
     *
     * @param eye sees each state of the job
     * @return the last state, with the first rejected lines
     */
    Job run(Path file, Settings settings, Consumer<Job> eye) throws NoServer;

    @Override
    void close();

    /** What the user gave beside the files. */
    record Settings(
            boolean dryRun,
            String format,
            String owner,
            @Nullable String timezone,
            @Nullable String exportedBy,
            @Nullable String legalBasis) {}

    /** A job as it is now. */
    record Job(
            String id,
            String fileName,
            String state,
            @Nullable String formatExplained,
            long read,
            long imported,
            long duplicates,
            long quarantined,
            long rejected,
            long bytesRead,
            long bytesTotal,
            @Nullable String failure,
            @Nullable Found preview,
            List<String> notes,
            List<Rejected> errors) {
        public Job {
            notes = notes == null ? List.of() : notes;
            errors = errors == null ? List.of() : errors;
        }
    }

    /** What a trial found. */
    record Found(
            String account,
            long patients,
            long conversations,
            long fresh,
            long known,
            @Nullable String firstAt,
            @Nullable String lastAt) {}

    /** A line that is no message. */
    record Rejected(long line, String reason) {}

    /** The server is not there, or does not let us in. */
    final class NoServer extends Exception {
        private static final long serialVersionUID = 1L;

        NoServer(String message) {
            super(message);
        }
    }

    /** The file cannot be imported at all; the server says why. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
