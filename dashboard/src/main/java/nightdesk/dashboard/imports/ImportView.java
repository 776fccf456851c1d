package nightdesk.dashboard.imports;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import nightdesk.ingest.ImportJob;
import nightdesk.ingest.ImportPreview;
import nightdesk.ingest.Imports;
import nightdesk.ingest.Speaker;
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
 * @param quarantined messages whose speaker a person has to decide about
 * @param rejected lines that are no message
 * @param bytesRead how far the file was read
 * @param bytesTotal its size
 * @param startedAt when it was asked for
 * @param finishedAt when it ended
 * @param errors the first 1,000 rejected lines; in the list of jobs empty
 * @param failure why the job as a whole failed
 * @param fileHash SHA-256 of the file
 * @param dryRun whether the file was only tried
 * @param exportedBy who exported it
 * @param legalBasis on which ground it was imported
 * @param sameAs an earlier import of the very same file
 * @param resumed how often it went on after a break where it had stopped
 * @param preview what a trial found, once it has ended; in the list of jobs null
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
        long quarantined,
        long rejected,
        long bytesRead,
        long bytesTotal,
        OffsetDateTime startedAt,
        @Nullable OffsetDateTime finishedAt,
        List<LineError> errors,
        @Nullable String failure,
        @Nullable String fileHash,
        boolean dryRun,
        @Nullable String exportedBy,
        @Nullable String legalBasis,
        @Nullable String sameAs,
        int resumed,
        @Nullable Preview preview,
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
                job.quarantined(),
                job.rejected(),
                job.bytesRead(),
                job.bytesTotal(),
                job.startedAt().atZone(zone).toOffsetDateTime(),
                job.finishedAt() == null ? null : job.finishedAt().atZone(zone).toOffsetDateTime(),
                job.errors().stream().map(LineError::of).toList(),
                job.failure(),
                job.fileHash(),
                job.dryRun(),
                job.exportedBy(),
                job.legalBasis(),
                job.sameAs(),
                job.resumed(),
                job.preview() == null ? null : Preview.of(job.preview(), zone),
                notes(job));
    }

    private static List<String> notes(ImportJob job) {
        if (job.legalBasis() != null) {
            return job.notes();
        }
        List<String> notes = new ArrayList<>(job.notes());
        notes.add("没有填写导入的合法依据；请补记，例如：员工本人账号，已告知患者");
        return notes;
    }

    /**
     * What a trial found.
     *
     * @param account whose account the messages would be kept under
     * @param patients how many different people they would belong to
     * @param conversations how many chats
     * @param fresh messages that are not there yet
     * @param known messages that are there already
     * @param firstAt the earliest message
     * @param lastAt the latest message
     * @param messages the first 20 as they would be stored
     */
    record Preview(
            String account,
            long patients,
            long conversations,
            long fresh,
            long known,
            @Nullable OffsetDateTime firstAt,
            @Nullable OffsetDateTime lastAt,
            List<PreviewLine> messages) {
        static Preview of(ImportPreview preview, ZoneId zone) {
            return new Preview(
                    preview.account(),
                    preview.patients(),
                    preview.conversations(),
                    preview.fresh(),
                    preview.known(),
                    at(preview.firstAt(), zone),
                    at(preview.lastAt(), zone),
                    preview.messages().stream()
                            .map(line -> PreviewLine.of(line, zone))
                            .toList());
        }

        private static @Nullable OffsetDateTime at(@Nullable Instant time, ZoneId zone) {
            return time == null ? null : time.atZone(zone).toOffsetDateTime();
        }
    }

    /**
     * @param patientName whose conversation it is
     * @param speaker who says it; null = a person has to decide
     * @param type text, image, voice, event, …
     */
    record PreviewLine(
            String messageId,
            String patientId,
            @Nullable String patientName,
            @Nullable Speaker speaker,
            @Nullable String speakerName,
            String type,
            String text,
            OffsetDateTime sentAt) {
        static PreviewLine of(ImportPreview.Line line, ZoneId zone) {
            return new PreviewLine(
                    line.messageId(),
                    line.patientId(),
                    line.patientName(),
                    line.speaker(),
                    line.speakerName(),
                    line.type(),
                    line.text(),
                    line.sentAt().atZone(zone).toOffsetDateTime());
        }
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
