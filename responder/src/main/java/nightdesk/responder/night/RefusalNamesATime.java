package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.night.Ruling.Extras;
import nightdesk.responder.night.Ruling.Speech;

/** What is not in the knowledge is not answered: the patient is told who will, and when. Always rules; the last one. */
final class RefusalNamesATime implements Policy {

    @Override
    public Optional<Ruling> rule(Situation situation) {
        Words voice = situation.voice();
        String text = situation.anyLine(PatientWords::asks) ? voice.refusal() : voice.noted();
        return Optional.of(Speech.of(ReplyKind.PROMISE, text, Extras.NOTE_OR_ASK));
    }
}
