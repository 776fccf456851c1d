package nightdesk.ingest;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Messages of imports whose speaker nothing tells to be staff or a patient. They are kept aside, out of the store and out
 * of search, until a person decides about the speaker; then they flow to the log under the ids they always had, and later
 * imports know the speaker.
 */
public interface Quarantine {

    /** Returns the speakers, those still open first. */
    Mono<Page> list(boolean openOnly, int page, int size);

    /**
     * Decides about a speaker. Who was ignored may be decided about again; who was given out as staff or patient may not,
     * as the messages are on the log.
     *
     * @return the speaker; empty when there is none with this id
     */
    Mono<Speaker> assign(String id, As as, String who);

    /** What a speaker is decided to be. */
    enum As {
        STAFF,
        PATIENT,
        /** The messages stay aside. */
        IGNORE;

        /** Returns the lower-case code used by the store and the API. */
        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Returns the decision with this code.
         *
         * @throws IllegalArgumentException naming the codes that exist
         */
        public static As of(String code) {
            for (As as : values()) {
                if (as.code().equals(code)) {
                    return as;
                }
            }
            throw new IllegalArgumentException("as: met '" + code + "', expected one of staff, patient, ignore");
        }
    }

    /** Some speakers of all. */
    record Page(long total, List<Speaker> items) {}

    /**
     * @param id {@code q_…}
     * @param account in whose export
     * @param peer in which chat first
     * @param peerName its name
     * @param group whether that is a group
     * @param speakerId wxid, where the format has one
     * @param seenAt when first met
     * @param waiting messages that are kept aside
     * @param samples some of their words
     * @param assigned what was decided; null = open
     */
    record Speaker(
            String id,
            String account,
            String peer,
            @Nullable String peerName,
            boolean group,
            @Nullable String speakerId,
            @Nullable String speakerName,
            Instant seenAt,
            long waiting,
            List<String> samples,
            @Nullable As assigned,
            @Nullable String assignedBy,
            @Nullable Instant assignedAt) {}
}
