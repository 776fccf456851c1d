package nightdesk.ingest.wechat;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads an export entry by entry; not thread-safe. */
interface ExportReader extends Closeable {

    /** Returns the next entry, or null at the end. */
    @Nullable Entry next() throws IOException;

    /** Returns where the next entry begins. */
    Position position();

    /** Returns how many bytes of the file were read so far. */
    long bytesRead();

    /** Returns the name of the account that was exported: as given, else as found, else {@code wechat}; may change from entry to entry. */
    String account();

    /** Returns what was decided by rule; complete at the end. */
    Notes notes();
}
