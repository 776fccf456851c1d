package nightdesk.nlp.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PhraseAutomatonTest {
    private static final String ALPHABET = "热玛吉水光ab1";

    @Test
    void findsEveryOccurrence_asANaiveSearchDoes() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<String> phrases = Stream.generate(() -> word(random, 1 + random.nextInt(4)))
                    .limit(12)
                    .distinct()
                    .toList();
            String text = word(random, random.nextInt(60));
            assertThat(found(phrases, text)).containsExactlyInAnyOrderElementsOf(naive(phrases, text));
        }
    }

    private static String word(Random random, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return word.toString();
    }

    private static List<String> found(List<String> phrases, String text) {
        List<String> found = new ArrayList<>();
        new PhraseAutomaton(phrases).scan(text, (phrase, end) -> found.add(phrases.get(phrase) + "@" + end));
        return found;
    }

    private static List<String> naive(List<String> phrases, String text) {
        List<String> found = new ArrayList<>();
        for (String phrase : phrases) {
            for (int at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
                found.add(phrase + "@" + (at + phrase.length()));
            }
        }
        return found;
    }
}
