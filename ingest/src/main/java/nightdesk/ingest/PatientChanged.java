package nightdesk.ingest;

import java.time.Instant;
import java.util.List;

/**
 * Says that it changed who is one person, or what is known of them. The value of topic {@link Topics#PATIENT}. It is a
 * signal: readers ask {@link Patients} for what holds now, so that late or repeated signals do no harm.
 *
 * @param changeId the entry of the history
 * @param kind what changed
 * @param patientId the person it is about, as of then
 * @param patientIds every patient id whose person may have changed, the person's own included; ids that messages arrived
 *     with stand among them
 * @param at when
 */
public record PatientChanged(String changeId, Kind kind, String patientId, List<String> patientIds, Instant at) {

    /** What changed. */
    public enum Kind {
        /** Patients became one. */
        MERGED,
        /** A patient became several. */
        UNMERGED,
        /** Name, telephone or another field. */
        PROFILE
    }
}
