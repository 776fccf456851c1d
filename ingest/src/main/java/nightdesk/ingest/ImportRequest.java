package nightdesk.ingest;

import java.nio.file.Path;
import java.time.ZoneId;

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
 */
public record ImportRequest(Path file, String fileName, String format, String owner, ZoneId zone, String who) {}
