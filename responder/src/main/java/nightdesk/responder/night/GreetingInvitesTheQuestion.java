package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.night.Ruling.Extras;
import nightdesk.responder.night.Ruling.Speech;

/** "在吗" alone is met with an invitation to ask, unless 刚刚回复过. */
final class GreetingInvitesTheQuestion implements Policy {

    @Override
    public Optional<Ruling> rule(Situation situation) {
        if (situation.anyLine(PatientWords::asksForEnglish)) {
            return Optional.of(Speech.of(ReplyKind.ANSWER, Words.ENGLISH, Extras.NONE));
        }
        if (!situation.everyLine(PatientWords::isGreeting)) {
            return Optional.empty();
        }
        return Optional.of(
                situation.weJustWrote()
                        ? new Ruling.Silence("刚刚回复过")
                        : Speech.of(ReplyKind.ANSWER, Words.GREETING, Extras.NONE));
    }
}
