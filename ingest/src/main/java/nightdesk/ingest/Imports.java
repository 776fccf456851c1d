package nightdesk.ingest;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Imports of files that the owner of an account exported. A job runs beside the requests, one at a time, streams its
 * file whatever its size, and starts over by itself after a crash: the ids of its messages are stable, so that nothing
 * is doubled and nothing miscounted.
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

    /** Returns the formats that are read, in the order in which they are tried. */
    List<Format> formats();

    /** Returns where uploads are put. */
    Path directory();

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
