package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.night.Ruling.Extras;
import nightdesk.responder.night.Ruling.Speech;

/** Abuse that asks nothing gets one calm line a night; a real question beside it is answered as if it stood alone. */
final class AbuseIsNotReturned implements Policy {

    @Override
    public Optional<Ruling> rule(Situation situation) {
        boolean abuseOnly = situation.anyLine(PatientWords::isAbuse)
                && !situation.anyLine(PatientWords::asks)
                && !situation.notes().addsTo(situation.known());
        if (!abuseOnly) {
            return Optional.empty();
        }
        return Optional.of(
                situation.timesSaid(name()) > 0
                        ? new Ruling.Silence("辱骂今晚已回应过一次")
                        : Speech.of(ReplyKind.ANSWER, Words.CALM, Extras.NONE));
    }
}
