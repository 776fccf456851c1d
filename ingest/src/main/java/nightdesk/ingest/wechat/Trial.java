package nightdesk.ingest.wechat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.ImportPreview;
import org.jspecify.annotations.Nullable;

/** Collects what a trial finds; its memory is bounded. */
final class Trial {
    private static final int SHOWN = 20;
    private static final int LONGEST = 500;
    private static final int MOST = 500_000;

    private final List<ImportPreview.Line> lines = new ArrayList<>(SHOWN);
    private final Set<String> patients = new HashSet<>();
    private final Set<String> conversations = new HashSet<>();
    private long fresh;
    private long known;
    private @Nullable Instant first;
    private @Nullable Instant last;

    void see(ChatMessage message, boolean open) {
        if (!open) {
            add(patients, message.patientId());
        }
        add(conversations, message.conversationId());
        first = first == null || message.sentAt().isBefore(first) ? message.sentAt() : first;
        last = last == null || message.sentAt().isAfter(last) ? message.sentAt() : last;
        if (lines.size() < SHOWN) {
            lines.add(line(message, open));
        }
    }

    void count(long all, long there) {
        fresh += all - there;
        known += there;
    }

    private static void add(Set<String> ids, String id) {
        if (ids.size() < MOST) {
            ids.add(id);
        }
    }

    private static ImportPreview.Line line(ChatMessage message, boolean open) {
        String text = message.text();
        return new ImportPreview.Line(
                message.messageId(),
                message.conversationId(),
                message.patientId(),
                message.patientName(),
                open ? null : message.speaker(),
                message.speakerName(),
                message.type(),
                text.length() <= LONGEST ? text : Wording.storable(text.substring(0, LONGEST)) + "…",
                message.sentAt());
    }

    ImportPreview found(String account) {
        return new ImportPreview(
                account, patients.size(), conversations.size(), fresh, known, first, last, List.copyOf(lines));
    }
}
