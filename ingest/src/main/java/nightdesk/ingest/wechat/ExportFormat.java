package nightdesk.ingest.wechat;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One format of exported chats. */
interface ExportFormat {

    /** Returns what the API takes as {@code format}. */
    String code();

    /** Returns what a person calls it, e.g. {@code 留痕 CSV（旧版）}. */
    String title();

    /** Returns what was seen when the head of a file is of this format, e.g. {@code 12 列，没有消息编号}; null when not. */
    @Nullable String recognise(FileHead head);

    /** Looks through the file once, with bounded memory, for what single records do not say. */
    Survey survey(ExportFile file, ReadOptions options) throws IOException;

    /** Opens a file of this format and reads from this position on; nothing before it is read. */
    ExportReader open(ExportFile file, ReadOptions options, Survey survey, Position from) throws IOException;

    /** Returns what stands before the first record, so that repaired records make a file again. */
    String opening(ExportFile file) throws IOException;

    /** Returns what stands between two records. */
    String between();

    /** Returns the format of a file made of repaired records. */
    default ExportFormat repaired() {
        return this;
    }
}
