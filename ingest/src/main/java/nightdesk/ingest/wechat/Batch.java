package nightdesk.ingest.wechat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an export; bounded in lines and in characters.
 *
 * @param number from 1
 * @param bytesRead how far the file was read
 * @param checkpoint where to go on after it, without what was counted; null where it is too early for another one
 */
record Batch(
        long number,
        List<RowsToMessages.Draft> drafts,
        List<Entry.Rejected> rejected,
        long bytesRead,
        @Nullable Checkpoint checkpoint) {
    static final int LINES = 1_000;
    private static final long CHARACTERS = 2 << 20;

    boolean isEmpty() {
        return drafts.isEmpty() && rejected.isEmpty();
    }

    Batch with(Checkpoint now) {
        return new Batch(number, drafts, rejected, bytesRead, now);
    }

    /** Reads the next piece; empty at the end. */
    static Batch read(long number, ExportReader reader, RowsToMessages messages) throws IOException {
        List<RowsToMessages.Draft> drafts = new ArrayList<>(LINES);
        List<Entry.Rejected> rejected = new ArrayList<>();
        long characters = 0;
        while (drafts.size() + rejected.size() < LINES && characters < CHARACTERS) {
            @Nullable Entry entry = reader.next();
            switch (entry) {
                case null -> {
                    return new Batch(number, drafts, rejected, reader.bytesRead(), null);
                }
                case Entry.Rejected no -> {
                    rejected.add(no);
                    characters += no.raw().length();
                }
                case Entry.Row row -> {
                    drafts.add(messages.draft(reader.account(), row));
                    characters += row.text().length()
                            + (row.raw() == null ? 0 : row.raw().length())
                            + 200;
                }
            }
        }
        return new Batch(number, drafts, rejected, reader.bytesRead(), null);
    }
}
