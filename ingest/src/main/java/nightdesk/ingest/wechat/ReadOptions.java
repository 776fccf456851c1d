package nightdesk.ingest.wechat;

import java.time.Instant;
import java.time.ZoneId;

/**
 * @param owner whose account was exported
 * @param zone of times that carry none
 * @param fileName what the owner called the file
 * @param now the time of the import: later messages are not believed
 */
record ReadOptions(Owner owner, ZoneId zone, String fileName, Instant now) {

    /** Returns the file's name without folder, extension and what exporters append to the chat's remark. */
    String chatName() {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        int dot = name.lastIndexOf('.');
        return (dot > 0 ? name.substring(0, dot) : name)
                .replaceFirst("_utf8$", "")
                .strip();
    }

    /** Returns the same for a file within an archive. */
    ReadOptions inside(String entry) {
        return new ReadOptions(owner, zone, entry, now);
    }
}
