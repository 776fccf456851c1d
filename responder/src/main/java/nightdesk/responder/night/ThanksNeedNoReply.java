package nightdesk.responder.night;

import java.util.Optional;

/** Bare thanks, nods and remarks that ask for nothing get no reply. */
final class ThanksNeedNoReply implements Policy {

    @Override
    public Optional<Ruling> rule(Situation situation) {
        boolean nothingAsked = situation.everyLine(ThanksNeedNoReply::asksNothing);
        return nothingAsked && wordsOnly(situation) && !situation.notes().addsTo(situation.known())
                ? Optional.of(new Ruling.Silence("道谢或随口一说"))
                : Optional.empty();
    }

    private static boolean asksNothing(String line) {
        return PatientWords.isThanks(line) || PatientWords.isRemark(line);
    }

    private static boolean wordsOnly(Situation situation) {
        return situation.night().burst().stream().filter(Turn::isPatients).allMatch(Turn::isWords);
    }
}
