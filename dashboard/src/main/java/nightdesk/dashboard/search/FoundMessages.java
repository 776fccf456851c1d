package nightdesk.dashboard.search;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nightdesk.ingest.Channel;
import nightdesk.ingest.Speaker;
import nightdesk.nlp.SearchResult;
import nightdesk.nlp.SearchResult.Facets;
import nightdesk.nlp.SearchResult.Highlight;
import nightdesk.nlp.SearchResult.Histogram;
import nightdesk.nlp.SearchResult.Hit;
import nightdesk.nlp.SearchResult.Suggestion;
import nightdesk.nlp.SearchResult.Widened;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a search.
 *
 * @param total hits
 * @param items this page of them
 * @param tookMs time spent in the index
 * @param aliases words that were widened and what that added; switch off with {@code noAlias}
 * @param facets hits by value
 * @param histogram hits over time
 * @param patients distinct people in all hits
 * @param suggestions what may have been meant, where nothing was found
 */
record FoundMessages(
        long total,
        List<FoundMessage> items,
        double tookMs,
        List<Widened> aliases,
        Facets facets,
        Histogram histogram,
        long patients,
        List<Suggestion> suggestions) {

    static FoundMessages of(SearchResult result, double tookMs, ZoneId zone) {
        return new FoundMessages(
                result.total(),
                result.items().stream().map(hit -> FoundMessage.of(hit, zone)).toList(),
                tookMs,
                result.aliases(),
                result.facets(),
                result.histogram(),
                result.patients(),
                result.suggestions());
    }

    /** Returns the same with the names people are known by now, where one is known. */
    FoundMessages named(Map<String, String> names) {
        return new FoundMessages(
                total,
                items.stream()
                        .map(item -> item.named(names.getOrDefault(item.patientId(), item.patientName())))
                        .toList(),
                tookMs,
                aliases,
                facets,
                histogram,
                patients,
                suggestions);
    }

    Set<String> patientIds() {
        return items.stream().map(FoundMessage::patientId).collect(Collectors.toSet());
    }

    /**
     * @param highlights what matched: UTF-16 places in the text
     * @param treatments canonical names, also those implied by a brand
     */
    record FoundMessage(
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
            OffsetDateTime sentAt,
            List<Highlight> highlights,
            List<String> treatments,
            List<String> brands,
            List<String> concerns,
            float score) {

        private FoundMessage named(@Nullable String name) {
            return new FoundMessage(
                    messageId,
                    conversationId,
                    patientId,
                    name,
                    channel,
                    account,
                    speaker,
                    speakerName,
                    type,
                    text,
                    sentAt,
                    highlights,
                    treatments,
                    brands,
                    concerns,
                    score);
        }

        private static FoundMessage of(Hit hit, ZoneId zone) {
            return new FoundMessage(
                    hit.messageId(),
                    hit.conversationId(),
                    hit.patientId(),
                    hit.patientName(),
                    hit.channel(),
                    hit.account(),
                    hit.speaker(),
                    hit.speakerName(),
                    hit.type(),
                    hit.text(),
                    hit.sentAt().atZone(zone).toOffsetDateTime(),
                    hit.highlights(),
                    hit.treatments(),
                    hit.brands(),
                    hit.concerns(),
                    hit.score());
        }
    }
}
