package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.night.Ruling.Extras;
import nightdesk.responder.night.Ruling.Speech;

/** A voice message without a transcript is not answered as if it had been heard. */
final class VoiceWithoutWordsAsksForText implements Policy {

    @Override
    public Optional<Ruling> rule(Situation situation) {
        boolean unheard = situation.night().burst().stream()
                .anyMatch(turn -> turn.isPatients() && turn.isVoice() && !turn.isWords());
        return unheard && !situation.anyLine(PatientWords::asks)
                ? Optional.of(Speech.of(ReplyKind.ANSWER, Words.VOICE, Extras.NONE))
                : Optional.empty();
    }
}
