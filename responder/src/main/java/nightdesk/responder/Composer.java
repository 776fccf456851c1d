package nightdesk.responder;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts accepted knowledge into words. The text says nothing that the items do not say: without a language model it is
 * the approved words themselves. It bears no AI mark and no greeting; the caller adds those. Blocking (a model answers
 * over the network): call it on its own scheduler.
 */
public interface Composer {

    /** Returns the text to send. Never fails: any trouble with a model falls back to the approved words. */
    Composition compose(Request request);

    /** Returns the language model's name, or null when none is configured. */
    @Nullable String model();

    /** What kind of text is wanted. */
    enum Kind {
        /** An answer to a question from knowledge. */
        ANSWER,
        /** The approved words on alarm signs; never reworded. */
        EMERGENCY
    }

    /**
     * @param question the patient's question: a merged burst
     * @param accepted the items the answer rests on, best first, at least one
     * @param kind what is wanted
     */
    record Request(String question, List<KnowledgeBase.Match> accepted, Kind kind) {}

    /**
     * @param text what to send; never empty
     * @param items the items the text rests on, in the order used
     * @param model the language model that worded it; null = the approved words themselves
     * @param trace what was tried and why, for the decision trace
     */
    record Composition(
            String text,
            List<KnowledgeItem> items,
            @Nullable String model,
            List<Step> trace) {}

    /**
     * @param step what was done, e.g. {@code llm}, {@code literals}, {@code gate}
     * @param result how it ended, e.g. {@code ok}, {@code rejected}
     * @param detail why, without the patient's words
     */
    record Step(String step, String result, String detail) {}
}
