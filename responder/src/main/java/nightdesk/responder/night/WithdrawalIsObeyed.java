package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.night.Ruling.Extras;
import nightdesk.responder.night.Ruling.Speech;

/** A contact taken back is not used, and the patient is told so. */
final class WithdrawalIsObeyed implements Policy {

    @Override
    public Optional<Ruling> rule(Situation situation) {
        boolean withdrawsNow =
                situation.notes().withdrawn() && !situation.known().withdrawn();
        return withdrawsNow ? Optional.of(Speech.of(ReplyKind.ANSWER, Words.WITHDRAWN, Extras.NONE)) : Optional.empty();
    }
}
