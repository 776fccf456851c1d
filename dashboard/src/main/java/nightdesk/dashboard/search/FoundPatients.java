package nightdesk.dashboard.search;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
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
