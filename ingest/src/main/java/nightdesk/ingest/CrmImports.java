package nightdesk.ingest;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Imports of CSV exports of a CRM or a mini-program. A file is uploaded, its header is shown with what each column seems
 * to mean, a person corrects that, tries it without effect, and imports. Importing the same file again changes nothing.
 */
public interface CrmImports {

    /** Returns where uploads are put. */
    Path directory();

    /** Notes an uploaded file below {@link #directory()} and looks at its head. */
    Mono<Uploaded> upload(Path file, String fileName, String source, String who);

    /**
     * Runs a file with this mapping: its lines are read in the background.
     *
     * @param kind of every row; null when a column says so
     * @param columns header to field; headers not named are left out
     * @param dryRun read and judge, take nothing
     * @return the job; empty when there is none with this id
     */
    Mono<Job> run(String id, @Nullable String kind, Map<String, String> columns, boolean dryRun);

    /** Returns jobs, the newest first, without their errors. */
    Mono<Page> list(int page, int size);

    /** Returns a job with its errors; empty when there is none with this id. */
    Mono<Job> find(String id);

    /** Returns what a column may mean. */
    List<Field> fields();

    /** Returns the kinds of records. */
    List<Kind> kinds();

    /**
     * @param key in a mapping
     * @param title in Chinese
     */
    record Field(String key, String title) {}

    /**
     * @param code in a mapping
     * @param title in Chinese
     * @param required keys of fields it cannot do without
     */
    record Kind(String code, String title, List<String> required) {}

    /**
     * @param explained encoding and separator, in Chinese
     * @param kind as guessed
     */
    record Uploaded(String id, String fileName, String source, String explained, String kind, List<Column> columns) {}

    /**
     * @param header as it stands in the file
     * @param samples the first values that are not empty, telephone numbers masked
     * @param field what it seems to mean, from the last mapping of this source or from the header; null = nothing
     */
    record Column(
            String header, List<String> samples, @Nullable String field) {}

    /**
     * {@code read = accepted + duplicates + rejected}.
     *
     * @param state {@code uploaded}, {@code waiting}, {@code running}, {@code done} or {@code failed}
     * @param accepted rows that are new, or would be
     * @param duplicates rows that are there already
     * @param errors the first 1,000 rejected lines; in lists empty
     */
    record Job(
            String id,
            String fileName,
            String source,
            String explained,
            String state,
            boolean dryRun,
            @Nullable String kind,
            Map<String, String> columns,
            long read,
            long accepted,
            long duplicates,
            long rejected,
            long bytesRead,
            long bytesTotal,
            String who,
            Instant createdAt,
            @Nullable Instant finishedAt,
            @Nullable String failure,
            List<LineError> errors) {}

    /**
     * @param line from 1
     * @param reason in Chinese
     */
    record LineError(long line, String reason) {}

    /**
     * @param total all jobs
     * @param items of this page
     */
    record Page(long total, List<Job> items) {}
}
