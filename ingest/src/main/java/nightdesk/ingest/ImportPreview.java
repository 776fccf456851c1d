package nightdesk.ingest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trial found: what an import of the file would do.
 *
 * @param account whose account the messages would be kept under
 * @param patients how many different people they would belong to
 * @param conversations how many chats
 * @param fresh messages that are not there yet
 * @param known messages that are there already
 * @param firstAt the earliest message
 * @param lastAt the latest message
 * @param messages the first ones as they would be stored
 */
public record ImportPreview(
        String account,
        long patients,
        long conversations,
        long fresh,
        long known,
        @Nullable Instant firstAt,
        @Nullable Instant lastAt,
        List<Line> messages) {

    /**
     * @param patientName whose conversation it is
     * @param speaker who says it; null = a person has to decide
     */
    public record Line(
            String messageId,
            String conversationId,
            String patientId,
            @Nullable String patientName,
            @Nullable Speaker speaker,
            @Nullable String speakerName,
            String type,
            String text,
            Instant sentAt) {}
}
