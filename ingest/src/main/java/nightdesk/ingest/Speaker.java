package nightdesk.ingest;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who said a message. */
public enum Speaker {
    PATIENT,
    STAFF,
    /** Nightdesk itself, through the night reply. */
    AI,
    /** The platform: events, recalls, system notices. */
    SYSTEM;

    /** Returns the lower-case code used by the log, the store, the index and the API. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the speaker with this code.
     *
     * @throws IllegalArgumentException naming the codes that exist
     */
    public static Speaker of(String code) {
        for (Speaker speaker : values()) {
            if (speaker.code().equals(code)) {
                return speaker;
            }
        }
        throw new IllegalArgumentException("speaker: met '" + code + "', expected one of patient, staff, ai, system");
    }
}
