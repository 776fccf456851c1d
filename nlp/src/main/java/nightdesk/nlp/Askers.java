package nightdesk.nlp;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The people behind the hits of a search.
 *
 * @param total people
 * @param items this page of them
 */
public record Askers(long total, List<Asker> items) {

    /**
     * @param messages hits of this patient
     * @param firstAt the oldest hit
     * @param lastAt the newest hit
     * @param lastText its text
     */
    public record Asker(
            String patientId,
            @Nullable String patientName,
            long messages,
            Instant firstAt,
            Instant lastAt,
            String lastText,
            String lastMessageId,
            String conversationId) {}
}
