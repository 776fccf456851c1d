package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.nlp.Triage;
import nightdesk.responder.KnowledgeBase.Match;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.night.Ruling.Extras;
import nightdesk.responder.night.Ruling.Speech;

/** A worsening symptom: the duty line tonight, no verdict on whether it is normal, first in the morning's queue. */
final class UrgentGoesToDutyLine implements Policy {
    private static final String QUESTION = "术后晚上不舒服联系谁？";

    private final ApprovedWords words;

    UrgentGoesToDutyLine(ApprovedWords words) {
        this.words = words;
    }

    @Override
    public Optional<Ruling> rule(Situation situation) {
        if (situation.triage().level() == Triage.Level.URGENT) {
            return Optional.of(speech(situation));
        }
        boolean followsUp = situation.timesSaid(name()) > 0 && situation.anyLine(PatientWords::asksWhetherNormal);
        return followsUp ? Optional.of(speech(situation)) : Optional.empty();
    }

    private Ruling speech(Situation situation) {
        Optional<Match> match = words.emergency(QUESTION, situation);
        String line = match.map(found -> found.item().answer()).orElse(Words.URGENT_WITHOUT_LINE);
        String first = situation.timesSaid(name()) == 0 ? Words.URGENT : Words.URGENT_AGAIN;
        String heard = situation.anyLine(PatientWords::complains) ? "\n" + Words.COMPLAINT : "";
        String text = first + "\n" + line + heard + "\n" + situation.voice().urgentFollowUp();
        return Speech.of(ReplyKind.PROMISE, text, Extras.NONE)
                .resting(match.stream().toList());
    }
}
