package nightdesk.responder.night;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.night.Ruling.Extras;
import nightdesk.responder.night.Ruling.Speech;

/** The same question asked again within half an hour gets no identical copy: one pointer and a promise, then silence. */
final class RepeatedQuestionIsNotCopied implements Policy {
    private static final Duration SOON = Duration.ofMinutes(30);
    private static final double ALIKE = 0.65;
    private static final int SHORTEST = 3;

    @Override
    public Optional<Ruling> rule(Situation situation) {
        if (situation.notes().addsTo(situation.known()) || !repeats(situation)) {
            return Optional.empty();
        }
        return Optional.of(
                situation.timesSaid(name()) > 0
                        ? new Ruling.Silence("问过且已回答")
                        : Speech.of(ReplyKind.PROMISE, situation.voice().seenAbove(), Extras.NOTE_OR_ASK));
    }

    private static boolean repeats(Situation situation) {
        String asked = core(situation.words());
        return asked.length() >= SHORTEST
                && answeredBefore(situation)
                && recent(situation).stream().anyMatch(line -> alike(core(line), asked));
    }

    private static boolean answeredBefore(Situation situation) {
        return situation
                .ours()
                .anyMatch(turn ->
                        !turn.knowledge().isEmpty() && turn.at().plus(SOON).isAfter(situation.now()));
    }

    private static List<String> recent(Situation situation) {
        return situation.night().before().stream()
                .filter(turn -> turn.isPatients() && turn.isWords())
                .filter(turn -> turn.at().plus(SOON).isAfter(situation.now()))
                .map(turn -> PatientWords.plain(turn.text()))
                .filter(PatientWords::asks)
                .toList();
    }

    private static String core(String text) {
        return text.replaceAll("[\\s\\p{Punct}\\p{IsPunctuation}]|[啊呀呢吧嘛哦哈了]|请问|问你|问下|想问|我问|到底|那个?", "");
    }

    private static boolean alike(String one, String other) {
        if (one.length() < SHORTEST) {
            return false;
        }
        return one.equals(other) || one.contains(other) || dice(pairs(one), pairs(other)) >= ALIKE;
    }

    private static double dice(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        return 2.0 * both.size() / (one.size() + other.size());
    }

    private static Set<String> pairs(String text) {
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 1 < text.length(); i++) {
            pairs.add(text.substring(i, i + 2));
        }
        return pairs;
    }
}
