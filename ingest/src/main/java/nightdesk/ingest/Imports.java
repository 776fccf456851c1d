package nightdesk.ingest;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Imports of files that the owner of an account exported. A job runs beside the requests, one at a time, streams its
 * file whatever its size, and goes on by itself after a crash where it had stopped: the ids of its messages are stable, so
 * that nothing is doubled and nothing miscounted. Messages whose speaker nothing tells go to {@link Quarantine}.
 */
public interface Imports {

    /** The format that means: find out from the content. */
    String AUTO = "auto";

    /**
     * Notes a job and returns it at once; it runs as soon as those before it are done. A file below
     * {@link #directory()} belongs to the job, which removes it when it has ended; others are left where they are.
     *
     * @return the job, or an {@link IllegalArgumentException} that names the formats when the one given does not exist
     */
    Mono<ImportJob> start(ImportRequest request);

    /** Returns the jobs, newest first, without their errors. */
    Mono<Page> list(int page, int size);

    /** Returns a job with its errors; empty when there is none with this id. */
    Mono<ImportJob> find(String id);

    /**
     * Follows a job: its present state at once, then each change, the last one when it is done or failed. Empty when
     * there is none with this id.
     */
    Flux<ImportJob> watch(String id);

    /**
     * Runs a trial's upload again: once more as a trial with other settings, or for good.
     *
     * @return the job, running; an {@link IllegalArgumentException} when it is no trial that has ended; empty when there
     *     is none with this id
     */
    Mono<ImportJob> again(String id, Again settings);

    /** Forgets a trial and its upload; false when there is no trial with this id that has ended. */
    Mono<Boolean> discard(String id);

    /**
     * Returns all rejected lines of a job as a CSV file: line, reason and the line itself. No cell can be taken for a
     * formula; mended, the file can be imported like any other.
     */
    Flux<String> rejectedFile(String id);

    /** Returns the formats that are read, in the order in which they are tried. */
    List<Format> formats();

    /** Returns where uploads are put. */
    Path directory();

    /**
     * What changes when an upload is run again; null leaves it as it was.
     *
     * @param dryRun whether it is tried once more
     */
    record Again(
            boolean dryRun,
            @Nullable String format,
            @Nullable String owner,
            @Nullable ZoneId zone,
            @Nullable String exportedBy,
            @Nullable String legalBasis) {}

    /**
     * @param code what {@link ImportRequest#format} takes
     * @param title what a person calls it
     */
    record Format(String code, String title) {}

    /**
     * @param total all jobs
     * @param items those of this page
     */
    record Page(long total, List<ImportJob> items) {}

    /**
     * A line that did not become a message. The line itself is kept in the store, whole up to 64 Ki characters.
     *
     * @param line where it begins, from 1; in JSON, which message of the file it is, from 1
     * @param reason what was met and what was expected
     * @param raw the line as it stands in the file; left out of {@link ImportJob#errors}
     */
    record Rejected(long line, String reason, @Nullable String raw) {}
}
