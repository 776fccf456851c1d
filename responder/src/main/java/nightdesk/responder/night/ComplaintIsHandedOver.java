package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.responder.night.Ruling.Extras;

/** A complaint gets the complaint channel: no blame, no admission, no promise of money. */
final class ComplaintIsHandedOver implements Policy {
    private static final StandingRequest REQUEST =
            new StandingRequest("怎么投诉？", Words.COMPLAINT, Words.COMPLAINT, Extras.NOTE);

    private final ApprovedWords words;

    ComplaintIsHandedOver(ApprovedWords words) {
        this.words = words;
    }

    @Override
    public Optional<Ruling> rule(Situation situation) {
        if (situation.anyLine(PatientWords::complains)) {
            return Optional.of(REQUEST.rule(name(), situation, words));
        }
        boolean followsUp = situation.timesSaid(name()) > 0 && situation.anyLine(PatientWords::followsUpComplaint);
        return followsUp ? Optional.of(channelAgain(situation)) : Optional.empty();
    }

    /** "Who do I turn to" deserves the number again, however often it was given. */
    private Ruling channelAgain(Situation situation) {
        return REQUEST.first(situation, words);
    }
}
