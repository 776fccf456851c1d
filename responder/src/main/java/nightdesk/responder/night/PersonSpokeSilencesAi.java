package nightdesk.responder.night;

import java.util.Optional;

/** One speaker: once a person of ours has written tonight, the AI is silent. */
final class PersonSpokeSilencesAi implements Policy {

    @Override
    public Optional<Ruling> rule(Situation situation) {
        boolean spoke = situation.night().before().stream().anyMatch(turn -> turn.from() == Turn.From.STAFF)
                || situation.night().burst().stream().anyMatch(turn -> turn.from() == Turn.From.STAFF);
        return spoke ? Optional.of(new Ruling.Silence("今晚已有人工回复")) : Optional.empty();
    }
}
