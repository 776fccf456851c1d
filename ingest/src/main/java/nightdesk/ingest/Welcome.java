package nightdesk.ingest;

import java.time.Instant;
import java.util.Optional;

/**
 * What a patient reads who has just entered a chat for the first time in 48 hours. The way in only carries it: the words
 * are the responder's, checked by it.
 */
public interface Welcome {

    /** Returns the words, at most 2048 bytes of UTF-8; empty = no welcome. Fast and without I/O. */
    Optional<String> words(Arrival arrival);

    /**
     * @param account the WeCom account
     * @param openKfId the customer-service account that was entered
     * @param scene where the patient came from; empty = unknown
     * @param at when
     */
    record Arrival(String account, String openKfId, String scene, Instant at) {}
}
