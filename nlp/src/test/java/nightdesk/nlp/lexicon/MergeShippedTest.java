package nightdesk.nlp.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nightdesk.nlp.LexiconEntry;
import nightdesk.nlp.LexiconEntry.Sort;
import org.junit.jupiter.api.Test;

class MergeShippedTest {

    @Test
    void followsTheRelease_whereNothingWasEdited() {
        assertThat(MergeShipped.merge(
                        List.of(entry("甲", "a"), entry("乙", "b")),
                        List.of(entry("甲", "a"), entry("乙", "b")),
                        List.of(entry("甲", "a", "aa"), entry("丙", "c"))))
                .containsExactly(entry("甲", "a", "aa"), entry("丙", "c"));
    }

    @Test
    void keepsEditsAndGainsWhatTheReleaseAdded() {
        assertThat(MergeShipped.merge(
                        List.of(entry("甲", "a", "b")),
                        List.of(entry("甲", "a", "mine")),
                        List.of(entry("甲", "a", "b", "new"))))
                .containsExactly(entry("甲", "a", "mine", "new"));
    }

    @Test
    void leavesOutWhatTheHospitalTookOut_andKeepsItsOwn() {
        assertThat(MergeShipped.merge(
                        List.of(entry("甲", "a")), List.of(entry("我们的", "x")), List.of(entry("甲", "a", "aa"))))
                .containsExactly(entry("我们的", "x"));
    }

    @Test
    void givesASharedSpellingToTheHospitalsEntry() {
        assertThat(MergeShipped.merge(List.of(), List.of(entry("我们的", "x")), List.of(entry("新的", "x", "y"))))
                .containsExactly(entry("我们的", "x"), entry("新的", "y"));
    }

    private static LexiconEntry entry(String name, String... aliases) {
        return new LexiconEntry(Sort.TREATMENT, name, "", List.of(aliases), List.of(), List.of(), null);
    }
}
