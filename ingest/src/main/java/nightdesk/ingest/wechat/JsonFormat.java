package nightdesk.ingest.wechat;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The JSON of one tool: a list of messages, alone or within a document, or one object for each line. */
final class JsonFormat implements ExportFormat {
    private final String code;
    private final String title;
    private final JsonShape shape;

    JsonFormat(String code, String title, JsonShape shape) {
        this.code = code;
        this.title = title;
        this.shape = shape;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public @Nullable String recognise(FileHead head) {
        return head.json() == null ? null : shape.seen(head.json());
    }

    @Override
    public Survey survey(ExportFile file, ReadOptions options) throws IOException {
        JsonHead head = JsonHead.of(file);
        JsonShape.Surveyor surveyor = shape.surveyor(head, options);
        try (Messages messages = new Messages(file, head, Position.START)) {
            for (JsonObjects.Read read = messages.objects.next();
                    read != null && !surveyor.enough();
                    read = messages.objects.next()) {
                if (read instanceof JsonObjects.Found found && !file.holdsDamage(found.raw())) {
                    surveyor.see(found);
                }
            }
        }
        return surveyor.survey();
    }

    @Override
    public ExportReader open(ExportFile file, ReadOptions options, Survey survey, Position from) throws IOException {
        JsonHead head = JsonHead.of(file);
        Notes notes = new Notes();
        JsonShape.Mapper mapper = shape.mapper(head, options, survey, notes);
        return new JsonReader(file, new Messages(file, head, from), mapper, notes);
    }

    @Override
    public String opening(ExportFile file) throws IOException {
        JsonHead head = JsonHead.of(file);
        return head.isDocument() ? head.text() : "[";
    }

    @Override
    public String between() {
        return ",\n";
    }

    /** The messages of a file from a position on. */
    private static final class Messages implements AutoCloseable {
        private final CountedBytes bytes;
        private final Characters characters;
        private final JsonObjects objects;

        Messages(ExportFile file, JsonHead head, Position from) throws IOException {
            this.bytes = file.open(from);
            this.characters = file.characters(bytes, from);
            long before = 0;
            if (from.equals(Position.START)) {
                characters.skipFully(head.text().length());
                before = head.text().length();
            }
            this.objects = new JsonObjects(characters, head.firstField(), before, from.number());
        }

        Position position() {
            return characters.position(objects.offset(), objects.number());
        }

        @Override
        public void close() throws IOException {
            objects.close();
        }
    }

    /** Reads the messages and understands them. */
    private static final class JsonReader implements ExportReader {
        private final ExportFile file;
        private final Messages messages;
        private final JsonShape.Mapper mapper;
        private final Notes notes;

        JsonReader(ExportFile file, Messages messages, JsonShape.Mapper mapper, Notes notes) {
            this.file = file;
            this.messages = messages;
            this.mapper = mapper;
            this.notes = notes;
        }

        @Override
        public @Nullable Entry next() throws IOException {
            while (true) {
                JsonObjects.Read read = messages.objects.next();
                Entry entry =
                        switch (read) {
                            case null -> null;
                            case JsonObjects.Broken broken ->
                                new Entry.Rejected(broken.number(), broken.reason(), broken.raw());
                            case JsonObjects.Found found -> entry(found);
                        };
                if (entry != null || read == null) {
                    return entry;
                }
            }
        }

        private @Nullable Entry entry(JsonObjects.Found found) {
            String where = "第 " + found.number() + " 条消息：";
            if (file.holdsDamage(found.raw())) {
                return new Entry.Rejected(found.number(), where + file.damageReason(), found.raw());
            }
            try {
                return mapper.row(found);
            } catch (BadLine bad) {
                return new Entry.Rejected(found.number(), where + bad.getMessage(), found.raw());
            }
        }

        @Override
        public Position position() {
            return messages.position();
        }

        @Override
        public long bytesRead() {
            return messages.bytes.count();
        }

        @Override
        public String account() {
            return mapper.account();
        }

        @Override
        public Notes notes() {
            return notes;
        }

        @Override
        public void close() throws IOException {
            messages.close();
        }
    }
}
