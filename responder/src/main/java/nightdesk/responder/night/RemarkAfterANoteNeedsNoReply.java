package nightdesk.responder.night;

import java.util.Optional;
import java.util.Set;

/** A line that only adds colour to what was just noted needs no reply; staff read it in the queue. */
final class RemarkAfterANoteNeedsNoReply implements Policy {
    private static final Set<String> NOTES = Set.of(
            ContactIsNoted.class.getSimpleName(),
            BookingIsNotedNotMade.class.getSimpleName(),
            CancellationIsNoted.class.getSimpleName());

    @Override
    public Optional<Ruling> rule(Situation situation) {
        boolean afterNote = situation.weJustWrote()
                && situation
                        .ourLast()
                        .filter(turn -> NOTES.contains(turn.rule()))
                        .isPresent();
        return afterNote && remarkOnly(situation) ? Optional.of(new Ruling.Silence("是对已记事项的补充")) : Optional.empty();
    }

    private static boolean remarkOnly(Situation situation) {
        return !situation.lines().isEmpty()
                && !situation.anyLine(PatientWords::asks)
                && !situation.notes().addsTo(situation.known());
    }
}
