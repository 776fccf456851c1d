package nightdesk.responder.lead;

import java.time.Instant;
import java.time.LocalDate;
import nightdesk.responder.NightCalendar.Promise;
import org.jspecify.annotations.Nullable;

/**
 * What a night's decision has to tell the queue.
 *
 * @param who whose conversation
 * @param notes all that is known after the whole night so far
 * @param score of those notes
 * @param promise the hours named
 * @param source why a person must look; null = only if the row is there already
 * @param emergency danger now
 * @param lastText the patient's last words
 * @param at the desk's clock
 */
public record LeadEntry(
        Who who,
        LeadNotes notes,
        LeadScore score,
        Promise promise,
        @Nullable String source,
        boolean emergency,
        String lastText,
        Instant at) {

    /** A conversation in one night. */
    public record Who(
            String conversationId,
            LocalDate night,
            String patientId,
            @Nullable String patientName) {}
}
