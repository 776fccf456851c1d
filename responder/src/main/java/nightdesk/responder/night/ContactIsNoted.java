package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.lead.LeadReader;
import nightdesk.responder.night.Ruling.Extras;
import nightdesk.responder.night.Ruling.Speech;

/** A contact, a name or a time left without a question is read back, with the hour of the call-back. */
final class ContactIsNoted implements Policy {

    @Override
    public Optional<Ruling> rule(Situation situation) {
        boolean noted = situation.notes().hasContact() && situation.notes().addsTo(situation.known());
        if (!noted || situation.anyLine(line -> PatientWords.asks(LeadReader.withoutContact(line)))) {
            return Optional.empty();
        }
        return Optional.of(
                Speech.of(ReplyKind.PROMISE, situation.voice().contactNoted(situation.notes()), Extras.NONE));
    }
}
