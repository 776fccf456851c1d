package nightdesk.nlp.search;

import java.util.List;
import java.util.stream.Stream;

/**
 * A query that was read: all clauses must hold.
 *
 * @param clauses in the order typed; empty = everything
 */
public record SearchQuery(List<Clause> clauses) {

    /** Returns the words that are wanted, in the order typed. */
    public Stream<Word> wanted() {
        return clauses.stream().filter(clause -> !clause.excluded()).flatMap(clause -> clause.anyOf().stream());
    }

    /**
     * @param anyOf one of these occurs; more than one where {@code OR} stood between them
     * @param excluded true when it must not occur
     */
    public record Clause(List<Word> anyOf, boolean excluded) {}

    /**
     * @param text never empty
     * @param verbatim taken as it is, not widened by other spellings
     */
    public record Word(String text, boolean verbatim) {}
}
