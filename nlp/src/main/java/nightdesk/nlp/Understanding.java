package nightdesk.nlp;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a patient means, from the words alone: by lexicon and rules, the same answer every time. Pure and fast. */
public interface Understanding {

    /**
     * Reads a message.
     *
     * @param text the patient's words
     * @param context earlier lines, oldest first, {@code "P: …"} patient or {@code "C: …"} clinic
     */
    Meaning read(String text, List<String> context);

    /** Returns name and version of the rules, as each reason names them. */
    default String version() {
        return "unversioned";
    }

    /** What the patient's relation to a treatment is. */
    enum Stance {
        INTERESTED,
        HAD,
        DECLINED,
        OTHER_PERSON,
        MENTION;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A treatment by its canonical name, and the patient's stance on it. */
    record Wanted(String name, Stance stance) {}

    /**
     * @param intents what is asked: {@code price}, {@code booking}, …; at least one
     * @param treatments each once, in order of mention
     * @param brands canonical names
     * @param bodyParts sites named, or the ones a treatment fixes
     * @param concerns what bothers the patient
     * @param facts {@code age}, {@code minor}, {@code pregnant}, {@code timing}, {@code city}, {@code budget},
     *     {@code phone}, {@code referral}, as far as said
     * @param complaint a grievance against us
     * @param leadStrength 0 none, 1 weighing, 2 wants to act
     * @param triage the danger in the words
     * @param why the rule or model behind each answer, with the words it rests on
     */
    record Meaning(
            List<String> intents,
            List<Wanted> treatments,
            List<String> brands,
            List<String> bodyParts,
            List<String> concerns,
            Map<String, Object> facts,
            boolean complaint,
            int leadStrength,
            Triage.Verdict triage,
            List<Why> why) {}

    /**
     * What one answer rests on.
     *
     * @param field the field of the meaning: {@code intents}, {@code treatments}, …
     * @param value the answer
     * @param rule the rule's id, or {@code head} for the trained part
     * @param quote the words that set it off; empty when it rests on the whole message
     * @param start first UTF-16 index of the quote in the text
     * @param end index after the last
     * @param version the rules or the model
     * @param confidence between 0 and 1
     */
    record Why(
            String field,
            String value,
            String rule,
            String quote,
            int start,
            int end,
            String version,
            double confidence) {}
}
