package nightdesk.ingest;

import java.nio.file.Path;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A file to import.
 *
 * @param file where it is
 * @param fileName what its owner called it; MemoTrace names a file after the chat's remark
 * @param format the code of one of {@link Imports#formats()}, or {@link Imports#AUTO}
 * @param owner the names and wxids of the account that was exported, separated by commas, the account's own name first;
 *     empty when unknown, which leaves the direction of some formats to rules
 * @param zone the zone of times that carry none
 * @param who the user who asked for it
 * @param dryRun whether the file is only tried: read as it would be imported, without anything reaching the log
 * @param exportedBy who exported the file; null = not told
 * @param legalBasis on which ground it may be imported, in the words of who asked for it; null = not told
 */
public record ImportRequest(
        Path file,
        String fileName,
        String format,
        String owner,
        ZoneId zone,
        String who,
        boolean dryRun,
        @Nullable String exportedBy,
        @Nullable String legalBasis) {

    public ImportRequest(Path file, String fileName, String format, String owner, ZoneId zone, String who) {
        this(file, fileName, format, owner, zone, who, false, null, null);
    }
}
