package nightdesk.dashboard.search;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nightdesk.nlp.Askers;
import nightdesk.nlp.Askers.Asker;
import org.jspecify.annotations.Nullable;

/**
 * The people behind the hits of a search, those with most hits first.
 *
 * @param total people
 * @param items this page of them
 */
record FoundPatients(long total, List<FoundPatient> items) {

    static FoundPatients of(Askers askers, ZoneId zone) {
        return new FoundPatients(
                askers.total(),
                askers.items().stream()
                        .map(asker -> FoundPatient.of(asker, zone))
                        .toList());
    }

    /** Returns the same with the names people are known by now, where one is known. */
    FoundPatients named(Map<String, String> names) {
        return new FoundPatients(
                total,
                items.stream()
                        .map(item -> item.named(names.getOrDefault(item.patientId(), item.patientName())))
                        .toList());
    }

    Set<String> patientIds() {
        return items.stream().map(FoundPatient::patientId).collect(Collectors.toSet());
    }

    /**
     * @param messages hits of this patient
     * @param firstAt the oldest hit
     * @param lastAt the newest hit
     * @param lastText its text
     */
    record FoundPatient(
            String patientId,
            @Nullable String patientName,
            long messages,
            OffsetDateTime firstAt,
            OffsetDateTime lastAt,
            String lastText,
            String lastMessageId,
            String conversationId) {

        private FoundPatient named(@Nullable String name) {
            return new FoundPatient(
                    patientId, name, messages, firstAt, lastAt, lastText, lastMessageId, conversationId);
        }

        private static FoundPatient of(Asker asker, ZoneId zone) {
            return new FoundPatient(
                    asker.patientId(),
                    asker.patientName(),
                    asker.messages(),
                    asker.firstAt().atZone(zone).toOffsetDateTime(),
                    asker.lastAt().atZone(zone).toOffsetDateTime(),
                    asker.lastText(),
                    asker.lastMessageId(),
                    asker.conversationId());
        }
    }
}
