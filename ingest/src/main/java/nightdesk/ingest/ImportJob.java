package nightdesk.ingest;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One import and how far it is. {@code read = imported + duplicates + quarantined + rejected}.
 *
 * @param id {@code i_…}
 * @param fileName what the owner called the file
 * @param format the code of the format, as given until it is known
 * @param formatExplained one sentence: what was found, e.g. {@code 留痕 CSV（旧版），GB18030，12 列，没有消息编号}
 * @param owner as given
 * @param state where it stands
 * @param read lines (or JSON messages) that were looked at
 * @param imported messages that are new
 * @param duplicates messages that are there already, from an earlier import or from an earlier line of this file
 * @param quarantined messages whose speaker a person has to decide about
 * @param rejected lines that did not become a message
 * @param bytesRead how far the file was read
 * @param bytesTotal the size of the file
 * @param startedAt when it was asked for
 * @param finishedAt when it ended
 * @param errors the first 1,000 rejected lines; in lists empty
 * @param failure why the job as a whole failed
 * @param fileHash SHA-256 of the file in hexadecimal, once known
 * @param who the user who asked for it
 * @param dryRun whether it was only tried
 * @param exportedBy who exported the file
 * @param legalBasis on which ground it was imported
 * @param sameAs the id of an earlier import of the very same file
 * @param resumed how often it went on where it had stopped
 * @param preview what a trial found, once it has ended; in lists null
 * @param notes what was decided by rule and a person may want to check, e.g. who was taken for the account's owner
 */
public record ImportJob(
        String id,
        String fileName,
        String format,
        @Nullable String formatExplained,
        String owner,
        State state,
        long read,
        long imported,
        long duplicates,
        long quarantined,
        long rejected,
        long bytesRead,
        long bytesTotal,
        Instant startedAt,
        @Nullable Instant finishedAt,
        List<Imports.Rejected> errors,
        @Nullable String failure,
        @Nullable String fileHash,
        String who,
        boolean dryRun,
        @Nullable String exportedBy,
        @Nullable String legalBasis,
        @Nullable String sameAs,
        int resumed,
        @Nullable ImportPreview preview,
        List<String> notes) {

    /** Where a job stands. */
    public enum State {
        /** It waits for its turn or is being read. */
        RUNNING,
        /** It was read to its end. */
        DONE,
        /** It could not be read; {@link ImportJob#failure} says why. */
        FAILED;

        /** Returns the lower-case code used by the store and the API. */
        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns the same job with these errors. */
    public ImportJob withErrors(List<Imports.Rejected> found) {
        return new ImportJob(
                id,
                fileName,
                format,
                formatExplained,
                owner,
                state,
                read,
                imported,
                duplicates,
                quarantined,
                rejected,
                bytesRead,
                bytesTotal,
                startedAt,
                finishedAt,
                found,
                failure,
                fileHash,
                who,
                dryRun,
                exportedBy,
                legalBasis,
                sameAs,
                resumed,
                preview,
                notes);
    }

    /** Returns whether nothing will change any more. */
    public boolean ended() {
        return state != State.RUNNING;
    }
}
