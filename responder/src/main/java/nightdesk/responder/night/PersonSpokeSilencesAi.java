package nightdesk.responder.night;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One speaker: once a person of ours has written tonight or taken the conversation over, the AI is silent, until a person
 * gives it back.
 */
final class PersonSpokeSilencesAi implements Policy {

    @Override
    public Optional<Ruling> rule(Situation situation) {
        Instant handedBack = turns(situation)
                .filter(turn -> Turn.HANDED_BACK.equals(turn.type()))
                .map(Turn::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        boolean spoke = turns(situation)
                .anyMatch(turn -> turn.from() == Turn.From.STAFF && turn.at().isAfter(handedBack));
        return spoke ? Optional.of(new Ruling.Silence("今晚已有人工接待")) : Optional.empty();
    }

    private static Stream<Turn> turns(Situation situation) {
        return Stream.concat(situation.night().before().stream(), situation.night().burst().stream());
    }
}
