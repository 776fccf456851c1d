package nightdesk.responder;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the approved answer to a question, or says that there is none. Blocking and CPU-bound: it embeds the question. */
public interface KnowledgeBase {

    /** Returns what production would use for this query, with the runners-up and the reason. */
    Retrieval find(Query query);

    /** Returns a text that changes whenever any item changes; stored beside each decision. */
    String version();

    /**
     * @param text the patient's question: a merged burst
     * @param context the patient's earlier lines of this night, oldest first
     * @param branch the site that answers; null = any
     * @param today the day by which validity is judged, in the hospital's zone
     */
    record Query(
            String text, List<String> context, @Nullable String branch, LocalDate today) {}

    /**
     * @param item an item that may be used today
     * @param score its likeness to the question, 0 to 1
     */
    record Match(KnowledgeItem item, double score) {}

    /**
     * @param accepted the items the answer rests on, best first; empty = refuse and promise a call-back
     * @param considered the best candidates, accepted or not, at most ten
     * @param reason why accepted or refused, for the decision trace
     */
    record Retrieval(List<Match> accepted, List<Match> considered, String reason) {}
}
