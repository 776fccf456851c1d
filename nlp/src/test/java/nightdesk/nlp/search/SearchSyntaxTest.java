package nightdesk.nlp.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.List;
import nightdesk.ingest.Channel;
import nightdesk.ingest.Speaker;
import nightdesk.nlp.Lexicon.Kind;
import nightdesk.nlp.search.SearchQuery.About;
import nightdesk.nlp.search.SearchQuery.And;
import nightdesk.nlp.search.SearchQuery.Node;
import nightdesk.nlp.search.SearchQuery.Not;
import nightdesk.nlp.search.SearchQuery.On;
import nightdesk.nlp.search.SearchQuery.Or;
import nightdesk.nlp.search.SearchQuery.Pattern;
import nightdesk.nlp.search.SearchQuery.Said;
import nightdesk.nlp.search.SearchQuery.Via;
import nightdesk.nlp.search.SearchQuery.Word;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSyntaxTest {

    @Test
    void wantsAllWords_partedByAnyBlankOrAnd() {
        assertThat(parse("热玛吉　多少钱 \t恢复")).isEqualTo(and(word("热玛吉"), word("多少钱"), word("恢复")));
        assertThat(parse("a AND b AND c")).isEqualTo(and(word("a"), word("b"), word("c")));
        assertThat(parse("a and b")).isEqualTo(and(word("a"), word("and"), word("b")));
    }

    @Test
    void takesAPhraseAsItIs() {
        assertThat(parse("\"多少 钱\" “打针”x")).isEqualTo(and(phrase("多少 钱"), phrase("打针"), word("x")));
    }

    @Test
    void excludesWordsPhrasesAndGroups() {
        assertThat(parse("水光 -退款 NOT \"不 要\" -(a b)"))
                .isEqualTo(and(
                        word("水光"), new Not(word("退款")), new Not(phrase("不 要")), new Not(and(word("a"), word("b")))));
    }

    @Test
    void joinsItsNeighboursByOr_tighterThanBlanks() {
        assertThat(parse("a OR \"b\" OR c d")).isEqualTo(and(or(word("a"), phrase("b"), word("c")), word("d")));
        assertThat(parse("a or b")).isEqualTo(and(word("a"), word("or"), word("b")));
        assertThat(parse("(a b) OR -c")).isEqualTo(or(and(word("a"), word("b")), new Not(word("c"))));
    }

    @Test
    void groups_alsoByWideBrackets() {
        assertThat(parse("（a OR b） (c OR (d e))"))
                .isEqualTo(and(or(word("a"), word("b")), or(word("c"), and(word("d"), word("e")))));
        assertThat(parse("all(4)")).isEqualTo(word("all(4)"));
    }

    @Test
    void readsGapsWithinWords_butNotAQuestionMarkAtTheEnd() {
        assertThat(parse("玻*酸 热?吉")).isEqualTo(and(new Pattern("玻*酸"), new Pattern("热?吉")));
        assertThat(parse("多少钱?")).isEqualTo(word("多少钱?"));
    }

    @Test
    void readsFields_inEnglishOrChinese() {
        assertThat(parse("treatment:热玛吉 项目：\"水 光\""))
                .isEqualTo(and(about(Kind.TREATMENT, "热玛吉"), about(Kind.TREATMENT, "水 光")));
        assertThat(parse("brand:乔雅登 concern:法令纹 -said:ai"))
                .isEqualTo(and(about(Kind.BRAND, "乔雅登"), about(Kind.CONCERN, "法令纹"), new Not(new Said(Speaker.AI))));
        assertThat(parse("said:患者 channel:wechat")).isEqualTo(and(new Said(Speaker.PATIENT), new Via(Channel.WECHAT)));
        assertThat(parse("after:2026-11-01 before:2026年12月3日"))
                .isEqualTo(and(new On(LocalDate.of(2026, 11, 1), null), new On(null, LocalDate.of(2026, 12, 3))));
        assertThat(parse("after:2026-11")).isEqualTo(new On(LocalDate.of(2026, 11, 1), null));
    }

    @Test
    void takesOtherColonsAsText() {
        assertThat(parse("12:30")).isEqualTo(word("12:30"));
        assertThat(parse("http://x")).isEqualTo(word("http://x"));
        assertThat(parse("微信：abc")).isEqualTo(word("微信：abc"));
    }

    @Test
    void keepsHyphensWithinWords() {
        assertThat(parse("all-on-4")).isEqualTo(word("all-on-4"));
    }

    @Test
    void findsEverything_whenNothingIsAsked() {
        assertThat(SearchSyntax.parse("  ")).isEqualTo(SearchQuery.ALL);
        assertThat(SearchSyntax.exact("")).isEqualTo(SearchQuery.ALL);
    }

    @Test
    void takesAnExactQueryWhole() {
        assertThat(SearchSyntax.exact(" -a OR (\"b ").root()).isEqualTo(phrase(" -a OR (\"b "));
    }

    @ParameterizedTest
    @CsvSource({
        "水光 \"abc,4,引号没有配对",
        "a - b,3,减号后面没有词",
        "a NOT,3,NOT 后面没有词",
        "OR a,1,OR 前面没有词",
        "a OR,3,OR 后面没有词",
        "a OR OR b,3,OR 后面没有词",
        "AND a,1,AND 前面没有词",
        "a AND,3,AND 后面没有词",
        "a AND AND b,7,AND 前面没有词",
        "a (b,3,左括号没有配对",
        "a ),3,多了一个右括号",
        "a () b,3,括号里是空的",
        "a \"\",3,引号里是空的",
        "a *?,3,只有通配符",
        "a said:狗,8,不认识说话人",
        "before:昨天,8,读不懂日期",
        "after:2026-02-31,7,没有「2026-02-31」这一天",
        "channel:qq,9,不认识渠道",
        "tag:老客,5,不能按标签",
        "x treatment: y,3,treatment: 后面没有内容",
        "treatmnet:热玛吉,1,是不是想写 treatment:",
        "brands:热玛吉,1,是不是想写 brand:"
    })
    void saysInChineseWhereAQueryIsWrong(String query, int position, String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchSyntax.parse(query))
                .withMessageStartingWith("搜索词第 " + position + " 个字符处")
                .withMessageContaining(what);
    }

    @Test
    void refusesTooManyWordsAndTooDeepBrackets() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchSyntax.parse("a ".repeat(65)))
                .withMessageContaining("最多 64 个");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchSyntax.parse("(".repeat(900) + "a"))
                .withMessageContaining("最多 20 层");
    }

    private static Node parse(String query) {
        return SearchSyntax.parse(query).root();
    }

    private static Word word(String word) {
        return new Word(word, false);
    }

    private static Word phrase(String phrase) {
        return new Word(phrase, true);
    }

    private static About about(Kind kind, String name) {
        return new About(kind, name);
    }

    private static And and(Node... all) {
        return new And(List.of(all));
    }

    private static Or or(Node... any) {
        return new Or(List.of(any));
    }
}
