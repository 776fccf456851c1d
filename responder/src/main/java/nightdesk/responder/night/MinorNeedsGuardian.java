package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.responder.night.Ruling.Extras;

/** Somebody under 18 who writes alone is told the rule; nothing is booked and no number is taken for marketing. */
final class MinorNeedsGuardian implements Policy {
    private static final StandingRequest REQUEST = new StandingRequest("未成年人可以做吗？", "", Words.MINOR, Extras.NONE);

    private final ApprovedWords words;

    MinorNeedsGuardian(ApprovedWords words) {
        this.words = words;
    }

    @Override
    public Optional<Ruling> rule(Situation situation) {
        if (!situation.notes().minorAlone() || situation.everyLine(PatientWords::isThanks)) {
            return Optional.empty();
        }
        return Optional.of(REQUEST.rule(name(), situation, words));
    }
}
