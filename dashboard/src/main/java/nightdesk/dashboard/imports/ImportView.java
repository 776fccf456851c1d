package nightdesk.dashboard.imports;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import nightdesk.ingest.ImportJob;
import nightdesk.ingest.Imports;
import org.jspecify.annotations.Nullable;

/**
 * A job as the API shows it.
 *
 * @param id {@code i_…}
 * @param fileName what the owner called the file
 * @param format its code
 * @param formatExplained what was found, in a sentence
 * @param owner whose account was exported, as given
 * @param who the user who asked for it
 * @param state where it stands
 * @param read lines that were looked at
 * @param imported new messages
 * @param duplicates messages that were there already
 * @param rejected lines that are no message
 * @param bytesRead how far the file was read
 * @param bytesTotal its size
 * @param startedAt when it was asked for
 * @param finishedAt when it ended
 * @param errors the first 1,000 rejected lines; in the list of jobs empty
 * @param failure why the job as a whole failed
 * @param fileHash SHA-256 of the file
 * @param notes what was decided by rule
 */
record ImportView(
        String id,
        String fileName,
        String format,
        @Nullable String formatExplained,
        String owner,
        String who,
        ImportJob.State state,
        long read,
        long imported,
        long duplicates,
        long rejected,
        long bytesRead,
        long bytesTotal,
        OffsetDateTime startedAt,
        @Nullable OffsetDateTime finishedAt,
        List<LineError> errors,
        @Nullable String failure,
        @Nullable String fileHash,
        List<String> notes) {

    static ImportView of(ImportJob job, ZoneId zone) {
        return new ImportView(
                job.id(),
                job.fileName(),
                job.format(),
                job.formatExplained(),
                job.owner(),
                job.who(),
                job.state(),
                job.read(),
                job.imported(),
                job.duplicates(),
                job.rejected(),
                job.bytesRead(),
                job.bytesTotal(),
                job.startedAt().atZone(zone).toOffsetDateTime(),
                job.finishedAt() == null ? null : job.finishedAt().atZone(zone).toOffsetDateTime(),
                job.errors().stream().map(LineError::of).toList(),
                job.failure(),
                job.fileHash(),
                job.notes());
    }

    /**
     * @param line where it begins, from 1
     * @param reason what was met and what was expected
     */
    record LineError(long line, String reason) {
        static LineError of(Imports.Rejected rejected) {
            return new LineError(rejected.line(), rejected.reason());
        }
    }

    /**
     * @param total all jobs
     * @param items one page of them, newest first
     */
    record ImportPage(long total, List<ImportView> items) {}
}
