package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.responder.KnowledgeBase.Match;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.night.Ruling.Extras;
import nightdesk.responder.night.Ruling.Speech;

/**
 * A request that the desk can only take note of. The first time it says so and adds the approved words on the matter;
 * the second time it is brief; after that it has nothing new to say.
 *
 * @param question the question to which the knowledge holds the approved words
 * @param leadIn what is said before them
 * @param again what is said the second time
 * @param extras what may follow
 */
record StandingRequest(String question, String leadIn, String again, Extras extras) {
    private static final int ENOUGH = 2;

    Ruling rule(String policy, Situation situation, ApprovedWords words) {
        long said = situation.timesSaid(policy);
        if (said >= ENOUGH) {
            return new Ruling.Silence("今晚已说过 " + said + " 次");
        }
        return said > 0
                ? Speech.of(ReplyKind.PROMISE, again + situation.voice().promise(), extras)
                : first(situation, words);
    }

    /** Returns the full text, as if nothing had been said yet. */
    Ruling first(Situation situation, ApprovedWords words) {
        Optional<Match> match = words.answering(question, situation);
        String approved = match.map(found -> "\n" + found.item().answer()).orElse("");
        String text = leadIn + approved + "\n" + situation.voice().promise();
        return Speech.of(ReplyKind.PROMISE, text.strip(), extras)
                .resting(match.stream().toList());
    }
}
