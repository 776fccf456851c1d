package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.responder.night.Ruling.Extras;

/** The desk cannot cancel or move an appointment: it says how, notes the wish, and reports nothing as done. */
final class CancellationIsNoted implements Policy {
    private static final StandingRequest REQUEST =
            new StandingRequest("预约怎么改期或取消？", Words.CANCEL, Words.CANCEL, Extras.NOTE);

    private final ApprovedWords words;

    CancellationIsNoted(ApprovedWords words) {
        this.words = words;
    }

    @Override
    public Optional<Ruling> rule(Situation situation) {
        return situation.anyLine(PatientWords::cancels)
                ? Optional.of(REQUEST.rule(name(), situation, words))
                : Optional.empty();
    }
}
