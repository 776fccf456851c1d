package nightdesk.nlp.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import nightdesk.nlp.search.SearchQuery.Clause;
import nightdesk.nlp.search.SearchQuery.Word;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSyntaxTest {

    @Test
    void wantsAllWords_partedByAnyBlank() {
        assertThat(parse("热玛吉　多少钱 \t恢复")).containsExactly(want("热玛吉"), want("多少钱"), want("恢复"));
    }

    @Test
    void takesAPhraseAsItIs() {
        assertThat(parse("\"多少 钱\" “打针”x")).containsExactly(phrase("多少 钱"), phrase("打针"), want("x"));
    }

    @Test
    void excludesWordsAndPhrases() {
        assertThat(parse("水光 -退款 -\"不 要\""))
                .containsExactly(
                        want("水光"),
                        new Clause(List.of(new Word("退款", false)), true),
                        new Clause(List.of(new Word("不 要", true)), true));
    }

    @Test
    void joinsItsNeighboursByOr_tighterThanBlanks() {
        assertThat(parse("a OR \"b\" OR c d"))
                .containsExactly(
                        new Clause(List.of(new Word("a", false), new Word("b", true), new Word("c", false)), false),
                        want("d"));
        assertThat(parse("a or b")).containsExactly(want("a"), want("or"), want("b"));
    }

    @Test
    void keepsHyphensWithinWords() {
        assertThat(parse("all-on-4")).containsExactly(want("all-on-4"));
    }

    @Test
    void findsEverything_whenNothingIsAsked() {
        assertThat(parse("  ")).isEmpty();
        assertThat(SearchSyntax.exact("").clauses()).isEmpty();
    }

    @Test
    void takesAnExactQueryWhole() {
        assertThat(SearchSyntax.exact(" -a OR \"b ").clauses()).containsExactly(phrase(" -a OR \"b "));
    }

    @ParameterizedTest
    @CsvSource({"水光 \"abc,4", "a - b,3", "OR a,1", "a OR,3", "a OR OR b,6", "a OR -b,6", "-a OR b,4", "a \"\",3"})
    void saysWhereAQueryIsWrong(String query, int position) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchSyntax.parse(query))
                .withMessageStartingWith("q: at position " + position + " met ")
                .withMessageContaining(", expected ");
    }

    @Test
    void refusesTooManyWords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchSyntax.parse("a ".repeat(65)))
                .withMessageContaining("more than 64 words");
    }

    private static List<Clause> parse(String query) {
        return SearchSyntax.parse(query).clauses();
    }

    private static Clause want(String word) {
        return new Clause(List.of(new Word(word, false)), false);
    }

    private static Clause phrase(String phrase) {
        return new Clause(List.of(new Word(phrase, true)), false);
    }
}
