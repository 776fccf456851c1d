package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.night.Ruling.Extras;
import nightdesk.responder.night.Ruling.Speech;

/** A patient sent to help tonight hears about help, whatever else is asked: no price, no booking. */
final class NothingElseAfterAnEmergency implements Policy {

    @Override
    public Optional<Ruling> rule(Situation situation) {
        if (!situation.sentToHelp()) {
            return Optional.empty();
        }
        if (situation.everyLine(PatientWords::isThanks)) {
            return Optional.of(new Ruling.Silence("道谢"));
        }
        boolean selfHarm = situation.ours().anyMatch(turn -> turn.text().contains(Words.SELF_HARM));
        String text = selfHarm ? Words.SELF_HARM_AGAIN : Words.EMERGENCY_AGAIN;
        return Optional.of(Speech.of(ReplyKind.EMERGENCY, text, Extras.NONE));
    }
}
