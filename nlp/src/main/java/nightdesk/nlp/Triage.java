package nightdesk.nlp;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/** Finds danger in a patient's words, by rules. Anything later may raise the level, nothing may lower it. */
public interface Triage {

    /**
     * Judges a text.
     *
     * @param text the patient's words
     * @param context earlier lines, oldest first, {@code "P: …"} patient or {@code "C: …"} clinic; only to understand the text
     */
    Verdict judge(String text, List<String> context);

    /** Returns name and version of the rules, as each verdict names them. */
    default String version() {
        return "unversioned";
    }

    /** How bad it is, ascending. */
    enum Level {
        NONE,
        /** An ordinary recovery question that an approved care sheet can answer. */
        AFTERCARE,
        /** A clinician is needed tonight or first thing. */
        URGENT,
        /** Life, sight, limb or tissue may be in danger now. */
        EMERGENCY;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param level how bad
     * @param signals the dangers named, e.g. {@code vision}; empty for none and aftercare
     * @param because the rules that fired, each with the words that set it off
     * @param rulePack name and version of the rules
     */
    record Verdict(Level level, List<String> signals, List<String> because, String rulePack) {}
}
