package nightdesk.responder;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/** Checks what the hospital is about to say against advertising law, medical acts and privacy. Pure and fast. */
public interface ComplianceGate {

    /** Checks a text sentence by sentence; the worst sentence decides. */
    Check check(String text);

    /** What may be done with a sentence, ascending. */
    enum Verdict {
        /** May be sent as it stands. */
        ALLOW,
        /** Lawful purpose, badly put: may be sent only after repair. */
        REWRITE,
        /** The point itself is forbidden. */
        BLOCK;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param category e.g. {@code absolute}, {@code outcome_guarantee}
     * @param basis the article; empty where it is not checked yet
     * @param span the words that set the rule off
     */
    record Finding(String category, String basis, String span) {}

    /** One sentence of the text and what was found in it. */
    record Sentence(String text, Verdict verdict, List<Finding> findings) {}

    /**
     * @param verdict the worst verdict of all sentences
     * @param sentences in order
     * @param rulePack name and version of the rules
     */
    record Check(Verdict verdict, List<Sentence> sentences, String rulePack) {}
}
