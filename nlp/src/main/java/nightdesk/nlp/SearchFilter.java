package nightdesk.nlp;

import java.time.Instant;
import java.util.List;
import nightdesk.ingest.Channel;
import nightdesk.ingest.Speaker;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for a message besides its words; null or empty = anything.
 *
 * @param from said at or after
 * @param to said before
 * @param channel the way it came
 * @param speaker who said it
 * @param account our account
 * @param conversationId one conversation
 * @param patientIds one patient under all ids merged into one
 * @param tags canonical names of treatments, brands or concerns; the message has all of them
 */
public record SearchFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Channel channel,
        @Nullable Speaker speaker,
        @Nullable String account,
        @Nullable String conversationId,
        List<String> patientIds,
        List<String> tags) {

    /** Lets everything pass. */
    public static final SearchFilter NONE = new SearchFilter(null, null, null, null, null, null, List.of(), List.of());

    public SearchFilter {
        if (from != null && to != null && from.isAfter(to)) {
            throw new IllegalArgumentException("from: met " + from + ", expected a time before to (" + to + ")");
        }
        patientIds = List.copyOf(patientIds);
        tags = List.copyOf(tags);
    }
}
