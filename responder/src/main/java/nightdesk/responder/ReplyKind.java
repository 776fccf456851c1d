package nightdesk.responder;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the night desk did about a burst of messages. */
public enum ReplyKind {
    /** Said something approved that answers it. */
    ANSWER,
    /** Could not answer, and named the time at which a person will. */
    PROMISE,
    /** Sent the patient to help that is awake. */
    EMERGENCY,
    /** Said nothing, on purpose. */
    SILENT;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ReplyKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
