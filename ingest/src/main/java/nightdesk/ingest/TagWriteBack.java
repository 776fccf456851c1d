package nightdesk.ingest;

import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Our own tags of patients, written to WeCom under one tag group so that staff see them beside the chat. Only tags of that
 * group that we marked ourselves are ever taken off; what staff set stays, and what staff took off is not marked again
 * while the wish lasts. Off by default ({@code nightdesk.contact.tag-write-back.enabled}): wishes are kept, nothing is
 * sent.
 */
public interface TagWriteBack {
    /** The longest name WeCom takes. */
    int LONGEST_NAME = 30;

    /**
     * Says which tags a patient is to have from now on; replaces what was said before. Every staff member who has the
     * patient as a customer gets them. Once this completes the wish survives a crash.
     *
     * @param patientId any patient id of the person
     * @param names 1 to {@link #LONGEST_NAME} characters each
     * @throws IllegalArgumentException (signalled) when a name is empty or too long
     */
    Mono<Void> want(String patientId, Collection<String> names);

    /** Returns how far the tags in WeCom are from what is wanted. */
    Mono<State> state();

    /**
     * @param on whether anything is sent
     * @param group the tag group in WeCom
     * @param patients with wishes
     * @param wanted marks wanted: one per tag, customer and staff member
     * @param marked of these, how many WeCom has
     * @param waiting to be marked or taken off
     * @param leftToStaff wanted but set or taken off by staff themselves
     * @param failures what WeCom refused, by cause
     */
    record State(
            boolean on,
            String group,
            long patients,
            long wanted,
            long marked,
            long waiting,
            long leftToStaff,
            List<Failure> failures) {}

    /**
     * @param errcode WeCom's; 0 = a limit of ours or a passing failure
     * @param cause in words for the hospital
     */
    record Failure(int errcode, String cause, long marks) {}
}
