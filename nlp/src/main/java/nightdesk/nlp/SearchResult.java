package nightdesk.nlp;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.Channel;
import nightdesk.ingest.Speaker;
import org.jspecify.annotations.Nullable;

/**
 * What a search found. All figures are over all hits, not only over this page.
 *
 * @param total hits
 * @param items this page of them
 * @param aliases which words were widened, and by what
 * @param facets hits by value, most frequent first
 * @param histogram hits over time
 * @param patients distinct people
 * @param suggestions what may have been meant, where nothing was found
 */
public record SearchResult(
        long total,
        List<Hit> items,
        List<Widened> aliases,
        Facets facets,
        Histogram histogram,
        long patients,
        List<Suggestion> suggestions) {

    /**
     * @param speakerName as the channel showed it
     * @param highlights what matched, as places in the text, without overlaps
     * @param treatments canonical names, also those implied by a brand
     * @param score higher is better; 0 when the order is by time
     */
    public record Hit(
            String messageId,
            String conversationId,
            String patientId,
            @Nullable String patientName,
            Channel channel,
            String account,
            Speaker speaker,
            @Nullable String speakerName,
            String type,
            String text,
            Instant sentAt,
            List<Highlight> highlights,
            List<String> treatments,
            List<String> brands,
            List<String> concerns,
            float score) {}

    /**
     * @param start first UTF-16 index
     * @param end index after the last
     */
    public record Highlight(int start, int end) {}

    /**
     * @param word as typed
     * @param added the other spellings that were searched too
     */
    public record Widened(String word, List<String> added) {}

    /**
     * @param word as typed
     * @param instead spellings that come close, the closest first
     */
    public record Suggestion(String word, List<String> instead) {}

    /** Hits by value. The largest values of each kind only. */
    public record Facets(
            Map<String, Long> channel,
            Map<String, Long> speaker,
            Map<String, Long> treatment,
            Map<String, Long> brand,
            Map<String, Long> concern) {}

    /**
     * @param bucket {@code day}, {@code week} (from Monday) or {@code month}, by the span of the hits
     * @param buckets from the first hit's to the last hit's, empty ones too
     */
    public record Histogram(String bucket, List<Bucket> buckets) {}

    /** One bar: hits from its start up to the next one's. */
    public record Bucket(OffsetDateTime from, long count) {}
}
