package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.night.Ruling.Extras;
import nightdesk.responder.night.Ruling.Speech;

/** A wish for an appointment is noted; nothing is booked until staff confirm. A question how to book is another matter. */
final class BookingIsNotedNotMade implements Policy {

    @Override
    public Optional<Ruling> rule(Situation situation) {
        boolean wish = situation.anyLine(PatientWords::books) && !situation.anyLine(PatientWords::asks);
        return wish ? Optional.of(noted(situation)) : Optional.empty();
    }

    private static Ruling noted(Situation situation) {
        String text = situation.voice().contactNoted(situation.notes()) + Words.NOT_BOOKED;
        return Speech.of(ReplyKind.PROMISE, text, Extras.NOTE_OR_ASK);
    }
}
