package nightdesk.ingest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the archives of chats (会话内容存档) of this process are. */
public interface ArchiveStatus {

    List<Archive> archives();

    /**
     * @param account the WeCom account
     * @param state {@code starting}, {@code running}, {@code waiting} (trying again by itself) or {@code blocked} (a
     *     person must do something)
     * @param detail in Chinese, what is the matter and what to do; empty when all is well
     * @param seq the archive is read up to here
     * @param lastPullAt when it was last read; null = not since start
     * @param lastRecordAt when a record last came; null = not since start
     * @param stored messages taken since start
     * @param withoutConsent records left out since start because the patient has not agreed
     * @param sealed records that are kept encrypted until they can be opened
     * @param restarts how often the library's process had to be started again since start
     */
    record Archive(
            String account,
            String state,
            String detail,
            long seq,
            @Nullable Instant lastPullAt,
            @Nullable Instant lastRecordAt,
            long stored,
            long withoutConsent,
            long sealed,
            long restarts) {}
}
