package nightdesk.ingest.wechat;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The JSON of sjzar/chatlog: an array of messages with wxids, direction and a sequence number, without a message id. */
final class ChatlogJson implements ExportFormat {
    private static final int SAMPLE = 5_000;
    private static final Pattern FIRST_FIELD = Pattern.compile("\\{\\s*\"([A-Za-z]{1,40})\"\\s*:");

    @Override
    public String code() {
        return "chatlog-json";
    }

    @Override
    public String title() {
        return "chatlog JSON";
    }

    @Override
    public @Nullable String recognise(FileHead head) {
        String text = head.text().stripLeading();
        if (text.strip().equals("[]")) {
            return "no message";
        }
        boolean json = text.startsWith("[") || text.startsWith("{");
        return json && text.contains("\"seq\"") && text.contains("\"talker\"") && text.contains("\"isSelf\"")
                ? "sequence numbers, wxids and direction, no message id"
                : null;
    }

    @Override
    public ExportReader open(ExportFile file, ReadOptions options) throws IOException {
        String firstField = firstField(FileHead.of(file));
        String found = options.owner().isKnown() ? null : ownId(file, firstField);
        return new ChatlogJsonReader(file, firstField, options, found);
    }

    private static String firstField(FileHead head) {
        Matcher matcher = FIRST_FIELD.matcher(head.text());
        return matcher.find() ? matcher.group(1) : "seq";
    }

    private static @Nullable String ownId(ExportFile file, String firstField) throws IOException {
        try (JsonObjects objects = new JsonObjects(file.characters(file.open()), firstField)) {
            for (JsonObjects.Read read = objects.next();
                    read != null && read.number() <= SAMPLE;
                    read = objects.next()) {
                String id = read instanceof JsonObjects.Found found ? ChatlogMessage.ownId(found.node()) : null;
                if (id != null) {
                    return id;
                }
            }
        }
        return null;
    }
}
