package nightdesk.ingest.wechat;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One format of exported chats. */
interface ExportFormat {

    /** Returns what the API takes as {@code format}. */
    String code();

    /** Returns what a person calls it, e.g. {@code MemoTrace CSV (old)}. */
    String title();

    /** Returns what was seen when the head of a file is of this format, e.g. {@code 12 columns, no message id}; null when not. */
    @Nullable String recognise(FileHead head);

    /** Opens a file of this format. May read the whole file once before, with bounded memory. */
    ExportReader open(ExportFile file, ReadOptions options) throws IOException;
}
