package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.responder.night.Ruling.Extras;

/** Asked for a person when none is on duty: says so honestly, says when, and leaves the wish in the queue. */
final class PersonIsAskedFor implements Policy {
    private static final StandingRequest REQUEST =
            new StandingRequest("夜里有人工客服吗？现在回复我的是谁？", Words.NO_HUMAN, Words.NO_HUMAN, Extras.NOTE);

    private final ApprovedWords words;

    PersonIsAskedFor(ApprovedWords words) {
        this.words = words;
    }

    @Override
    public Optional<Ruling> rule(Situation situation) {
        return situation.anyLine(PatientWords::wantsHuman)
                ? Optional.of(REQUEST.rule(name(), situation, words))
                : Optional.empty();
    }
}
