package nightdesk.ingest.wechat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the objects of a chatlog export. */
final class ChatlogJsonReader implements ExportReader {
    private final ExportFile file;
    private final CountedBytes bytes;
    private final JsonObjects objects;
    private final ReadOptions options;
    private final @Nullable String ownId;
    private final ChatlogMessage message;

    ChatlogJsonReader(ExportFile file, String firstField, ReadOptions options, @Nullable String ownId)
            throws IOException {
        this.file = file;
        this.bytes = file.open();
        this.objects = new JsonObjects(file.characters(bytes), firstField);
        this.options = options;
        this.ownId = ownId;
        this.message = new ChatlogMessage(options, ownId);
    }

    @Override
    public @Nullable Entry next() throws IOException {
        JsonObjects.Read read = objects.next();
        return switch (read) {
            case null -> null;
            case JsonObjects.Broken broken -> new Entry.Rejected(broken.number(), broken.reason(), broken.raw());
            case JsonObjects.Found found -> entry(found);
        };
    }

    private Entry entry(JsonObjects.Found found) {
        String where = "message " + found.number() + ": ";
        if (file.holdsDamage(found.raw())) {
            return new Entry.Rejected(found.number(), where + file.damageReason(), found.raw());
        }
        try {
            return message.row(found);
        } catch (BadLine bad) {
            return new Entry.Rejected(found.number(), where + bad.getMessage(), found.raw());
        }
    }

    @Override
    public long bytesRead() {
        return bytes.count();
    }

    @Override
    public String account() {
        return options.owner().account(ownId);
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!options.owner().isKnown()) {
            notes.add(
                    ownId == null
                            ? "owner: none given and none found in the file, taken as '" + Owner.UNKNOWN + "'"
                            : "owner: none given, taken as " + ownId + ", who wrote the messages that were sent");
        }
        notes.addAll(message.notes());
        return notes;
    }

    @Override
    public void close() throws IOException {
        objects.close();
    }
}
