package nightdesk.ingest.wechat;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of a table, whether it is a CSV file or a sheet, one by one. */
interface Rows extends Closeable {

    /** Returns the next record, or null at the end. Empty ones are passed over. */
    @Nullable Read next() throws IOException;

    /** Returns where the next record begins. */
    Position position();

    /** Returns how many bytes of the file were read so far. */
    long bytesRead();

    /** What was read: a record or a rejection. */
    sealed interface Read {}

    /**
     * @param line where it begins, from 1
     * @param fields their values, unquoted
     * @param raw as it stands in the file, line ends as {@code \n}; of a sheet, the cells as a line of CSV
     */
    record Fields(long line, List<String> fields, String raw) implements Read {}

    /** A record that does not hold. */
    record Broken(Entry.Rejected rejected) implements Read {}
}
