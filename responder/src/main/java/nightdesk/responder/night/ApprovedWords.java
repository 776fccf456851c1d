package nightdesk.responder.night;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nightdesk.ingest.FailureText;
import nightdesk.responder.KnowledgeBase;
import nightdesk.responder.KnowledgeBase.Match;
import nightdesk.responder.KnowledgeBase.Retrieval;
import nightdesk.responder.KnowledgeItem;
import nightdesk.responder.Reply;

/** Finds approved words for what the desk itself wants to say, by asking the question that they answer. */
final class ApprovedWords {
    static final String EMERGENCY_CATEGORY = "emergency";
    private static final double LEAST_ALIKE = 0.6;

    private final KnowledgeBase knowledge;

    ApprovedWords(KnowledgeBase knowledge) {
        this.knowledge = knowledge;
    }

    /** Returns the best item for a question of ours, if one is accepted. */
    Optional<Match> answering(String question, Situation situation) {
        return look(question, situation)
                .flatMap(found -> found.accepted().stream().findFirst());
    }

    /** Returns the best item of the emergency category for a question of ours; nearness matters less than having one. */
    Optional<Match> emergency(String question, Situation situation) {
        return look(question, situation).flatMap(found -> emergency(found, situation));
    }

    private static Optional<Match> emergency(Retrieval found, Situation situation) {
        return Stream.concat(found.accepted().stream(), found.considered().stream())
                .filter(match -> EMERGENCY_CATEGORY.equals(match.item().category()))
                .filter(match -> mayBeUsed(match.item(), situation))
                .filter(match ->
                        match.score() >= LEAST_ALIKE || found.accepted().contains(match))
                .findFirst();
    }

    /** Candidates that were only considered may be out of date or another site's. */
    private static boolean mayBeUsed(KnowledgeItem item, Situation situation) {
        boolean inDate = item.validUntil() == null || !item.validUntil().isBefore(situation.today());
        String branch = situation.night().branch();
        return inDate
                && (item.branch() == null || branch == null || item.branch().equals(branch));
    }

    /** What the desk says of its own accord never waits for knowledge: if that fails, it is said without. */
    private Optional<Retrieval> look(String question, Situation situation) {
        try {
            return Optional.of(ask(question, List.of(), situation));
        } catch (RuntimeException failure) {
            situation.trace().add(new Reply.Step("retrieval", "failed", FailureText.of(failure)));
            return Optional.empty();
        }
    }

    Retrieval ask(String question, List<String> context, Situation situation) {
        Retrieval found = knowledge.find(
                new KnowledgeBase.Query(question, context, situation.night().branch(), situation.today()));
        situation.trace().add(new Reply.Step("retrieval", accepted(found), found.reason()));
        return found;
    }

    private static String accepted(Retrieval found) {
        List<String> ids =
                found.accepted().stream().map(match -> match.item().id()).toList();
        return ids.isEmpty() ? "refused" : String.join(", ", ids);
    }
}
