package nightdesk.responder.night;

import java.util.Optional;

/** One rule of the night desk. The first of the ordered list that rules, rules. Plain Java, no I/O but the knowledge. */
interface Policy {

    /** Returns the name shown in traces: the rule itself. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Returns what is to be done, or empty when this rule has nothing to say about the situation. */
    Optional<Ruling> rule(Situation situation);
}
