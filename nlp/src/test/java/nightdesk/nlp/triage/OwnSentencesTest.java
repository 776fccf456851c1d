package nightdesk.nlp.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import nightdesk.nlp.RuleLines;
import nightdesk.nlp.Triage.Level;
import org.junit.jupiter.api.Test;

/** Sentences of our own, written before any rule was tried on them; docs/measurements.md has the figures of that first try. */
class OwnSentencesTest {
    private final RuleTriage triage = new RuleTriage(RulePack.load("/triage/rules.txt"));
    private final List<Sentence> sentences = RuleLines.load(OwnSentencesTest.class, "/triage/unseen.tsv").stream()
            .map(line -> List.of(line.split("\t")))
            .map(this::judge)
            .toList();

    private record Sentence(String text, Level want, Level got) {}

    private Sentence judge(List<String> cells) {
        String text = cells.get(1);
        return new Sentence(
                text,
                Level.valueOf(cells.getFirst().toUpperCase(Locale.ROOT)),
                triage.judge(text, cells.subList(2, cells.size())).level());
    }

    @Test
    void findsEveryEmergency() {
        assertThat(sentences).filteredOn(of(Level.EMERGENCY)).allMatch(one -> one.got() == Level.EMERGENCY);
    }

    @Test
    void callsNothingElseAnEmergency() {
        assertThat(sentences)
                .filteredOn(one -> one.got() == Level.EMERGENCY)
                .filteredOn(one -> one.want() != Level.EMERGENCY)
                .hasSizeLessThan(4);
    }

    @Test
    void staysCalm_whereThereIsNoProblem() {
        assertThat(sentences)
                .filteredOn(of(Level.NONE))
                .filteredOn(one -> one.got().compareTo(Level.URGENT) >= 0)
                .hasSizeLessThan(4);
    }

    private static Predicate<Sentence> of(Level level) {
        return one -> one.want() == level;
    }
}
