package nightdesk.responder.night;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nightdesk.responder.KnowledgeBase;
import nightdesk.responder.KnowledgeBase.Match;
import nightdesk.responder.KnowledgeBase.Retrieval;
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
        return ask(question, List.of(), situation).accepted().stream().findFirst();
    }

    /** Returns the best item of the emergency category for a question of ours; nearness matters less than having one. */
    Optional<Match> emergency(String question, Situation situation) {
        Retrieval found = ask(question, List.of(), situation);
        return Stream.concat(found.accepted().stream(), found.considered().stream())
                .filter(match -> EMERGENCY_CATEGORY.equals(match.item().category()))
                .filter(match ->
                        match.score() >= LEAST_ALIKE || found.accepted().contains(match))
                .findFirst();
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
