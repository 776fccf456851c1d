package nightdesk.nlp;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Measures one ability on labelled rows of one shape. */
public interface Scorer {

    /** Returns the name of the ability: {@code triage}, {@code understanding}, … */
    String name();

    /** Returns whether the row has the labels that this scorer reads. */
    boolean fits(JsonNode row);

    /**
     * Judges every row and counts.
     *
     * @param rows rows that all {@link #fits}
     */
    Scored score(List<JsonNode> rows);
}
