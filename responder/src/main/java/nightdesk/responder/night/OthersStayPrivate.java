package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.responder.night.Ruling.Extras;

/** Whether somebody else is a patient is neither confirmed nor denied, to nobody. */
final class OthersStayPrivate implements Policy {
    private static final StandingRequest REQUEST =
            new StandingRequest("我的就诊信息会保密吗？", Words.OTHERS, Words.OTHERS, Extras.NONE);

    private final ApprovedWords words;

    OthersStayPrivate(ApprovedWords words) {
        this.words = words;
    }

    @Override
    public Optional<Ruling> rule(Situation situation) {
        return situation.anyLine(PatientWords::asksAboutOthers)
                ? Optional.of(REQUEST.rule(name(), situation, words))
                : Optional.empty();
    }
}
