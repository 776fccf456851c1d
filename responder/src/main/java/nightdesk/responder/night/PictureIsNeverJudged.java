package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.night.Ruling.Extras;
import nightdesk.responder.night.Ruling.Speech;

/** No face, wound or skin is assessed from a picture, not even roughly. */
final class PictureIsNeverJudged implements Policy {

    @Override
    public Optional<Ruling> rule(Situation situation) {
        boolean pictureNow = situation.night().burst().stream().anyMatch(turn -> turn.isPatients() && turn.isPicture());
        if (pictureNow && situation.lines().isEmpty()) {
            return Optional.of(Speech.of(ReplyKind.ANSWER, Words.PICTURE, Extras.NONE));
        }
        boolean pictureTonight = pictureNow
                || situation.night().before().stream().anyMatch(turn -> turn.isPatients() && turn.isPicture());
        return pictureTonight && situation.anyLine(PatientWords::asksForLooks)
                ? Optional.of(looks(situation))
                : Optional.empty();
    }

    private static Ruling looks(Situation situation) {
        return Speech.of(ReplyKind.PROMISE, Words.LOOKS + situation.voice().promise(), Extras.NOTE_OR_ASK);
    }
}
