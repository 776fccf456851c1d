package nightdesk.ingest.wechat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Topics;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an export, ready for the log; bounded in lines and in characters.
 *
 * @param ids of the messages, in the order of {@code records}
 * @param bytesRead how far the file was read
 */
record Batch(List<String> ids, List<LogRecord> records, List<Entry.Rejected> rejected, long bytesRead) {
    static final int LINES = 1_000;
    private static final long CHARACTERS = 2 << 20;

    boolean isEmpty() {
        return ids.isEmpty() && rejected.isEmpty();
    }

    /** Reads the next piece; empty at the end. */
    static Batch read(ExportReader reader, RowsToMessages messages) throws IOException {
        List<String> ids = new ArrayList<>(LINES);
        List<LogRecord> records = new ArrayList<>(LINES);
        List<Entry.Rejected> rejected = new ArrayList<>();
        long characters = 0;
        while (ids.size() + rejected.size() < LINES && characters < CHARACTERS) {
            @Nullable Entry entry = reader.next();
            switch (entry) {
                case null -> {
                    return new Batch(ids, records, rejected, reader.bytesRead());
                }
                case Entry.Rejected no -> {
                    rejected.add(no);
                    characters += no.raw().length();
                }
                case Entry.Row row -> {
                    ChatMessage message = messages.message(row);
                    LogRecord out = new LogRecord(Topics.MESSAGE, message.conversationId(), Json.text(message));
                    ids.add(message.messageId());
                    records.add(out);
                    characters += out.value().length();
                }
            }
        }
        return new Batch(ids, records, rejected, reader.bytesRead());
    }
}
