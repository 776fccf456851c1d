package nightdesk.ingest.gateway;

import java.util.ArrayList;
import java.util.List;
import nightdesk.ingest.ChatMessage;
import org.jspecify.annotations.Nullable;

/** What one request of a source brought. */
final class Delivery {
    private final List<ChatMessage> messages = new ArrayList<>();
    private final List<ChatMessage> inGroups = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();

    void message(ChatMessage message, boolean inGroup) {
        (inGroup ? inGroups : messages).add(message);
    }

    void attachment(Attachment attachment) {
        attachments.add(attachment);
    }

    void reject(int index, @Nullable String id, String reason, String raw) {
        rejected.add(new Rejected(index, id, reason, raw));
    }

    /** Something that is no message of anybody, e.g. a login. */
    void ignore(String reason) {
        ignored.add(reason);
    }

    List<ChatMessage> messages() {
        return messages;
    }

    /** Messages of groups, whose speakers the groups decide. */
    List<ChatMessage> inGroups() {
        return inGroups;
    }

    int accepted() {
        return messages.size() + inGroups.size();
    }

    List<Attachment> attachments() {
        return attachments;
    }

    List<Rejected> rejected() {
        return rejected;
    }

    List<String> ignored() {
        return ignored;
    }

    /** One entry that is no message, and why. */
    record Rejected(int index, @Nullable String id, String reason, String raw) {}

    /**
     * A medium of a message: its address, or the bytes themselves.
     *
     * @param kind {@code image}, {@code voice}, {@code video} or {@code file}
     */
    record Attachment(
            String messageId,
            String kind,
            @Nullable String name,
            @Nullable String url,
            List<byte[]> bytes) {}
}
