package nightdesk.nlp;

import java.util.List;

/**
 * What a {@link Scorer} measured.
 *
 * @param name the scorer's name
 * @param rows how many rows were judged
 * @param versions the rules, lists and models that judged
 * @param figures the figures that count, each between 0 and 1, more is better
 * @param tables details, per label
 * @param worst the rows that went wrong, the worst first
 */
public record Scored(
        String name, int rows, String versions, List<Figure> figures, List<Table> tables, List<String> worst) {

    /**
     * One figure.
     *
     * @param name by which a threshold names it
     * @param value between 0 and 1
     * @param detail the counts behind it
     */
    public record Figure(String name, double value, String detail) {}

    /** Rows of cells under a head. */
    public record Table(String title, List<String> head, List<List<String>> rows) {}
}
