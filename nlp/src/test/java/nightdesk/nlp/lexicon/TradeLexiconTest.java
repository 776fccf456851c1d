package nightdesk.nlp.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Lexicon.Kind;
import nightdesk.nlp.Lexicon.Mention;
import org.junit.jupiter.api.Test;

class TradeLexiconTest {
    private final Lexicon lexicon = new TradeLexicon(LexiconLists.shipped());

    @Test
    void shipsTheWordsOfTheTrade() {
        assertThat(lexicon.names(Kind.TREATMENT))
                .hasSizeGreaterThanOrEqualTo(120)
                .contains("热玛吉", "纹眉", "牙齿美白");
        assertThat(lexicon.names(Kind.BRAND)).hasSizeGreaterThanOrEqualTo(100).contains("乔雅登", "保妥适");
        assertThat(lexicon.names(Kind.CONCERN)).hasSizeGreaterThanOrEqualTo(80).contains("法令纹", "肿胀");
        assertThat(lexicon.names(Kind.BODY_PART)).contains("面部", "眼", "腋下");
    }

    @Test
    void readsHomophonesTyposAndPinyinAsTheWordMeant() {
        for (String text : List.of("热马吉多少钱", "想做rmj", "ＲＭＪ呢", "Thermage怎么样", "热玛姬")) {
            assertThat(names(text, Kind.TREATMENT)).as(text).contains("热玛吉");
        }
        for (String text : List.of("波尿酸一支", "打BNS了", "bns1支多少米")) {
            assertThat(names(text, Kind.TREATMENT)).as(text).contains("玻尿酸");
        }
    }

    @Test
    void takesTheLongestSpelling() {
        assertThat(names("双眼皮修复找谁", Kind.TREATMENT)).containsExactly("双眼皮修复");
        assertThat(lexicon.occurrences("双眼皮修复找谁"))
                .extracting(Mention::canonical)
                .contains("双眼皮修复", "双眼皮");
    }

    @Test
    void namesTreatmentAndBrandSideBySide_whenOneSpellingIsBoth() {
        assertThat(lexicon.mentions("热玛吉"))
                .extracting(Mention::kind)
                .containsExactlyInAnyOrder(Kind.TREATMENT, Kind.BRAND);
    }

    @Test
    void matchesLatinAliasesAsWholeWordsOnly() {
        assertThat(names("armjet", Kind.TREATMENT)).isEmpty();
        assertThat(names("M220", Kind.TREATMENT)).isEmpty();
        assertThat(names("rmj5代", Kind.TREATMENT)).containsExactly("热玛吉");
    }

    @Test
    void passesOverAccidentalStrings() {
        assertThat(names("女生发型推荐", Kind.TREATMENT)).isEmpty();
        assertThat(names("晚上敷面膜贴面膜", Kind.TREATMENT)).isEmpty();
        assertThat(lexicon.mentions("腿上红色斑块")).extracting(Mention::canonical).doesNotContain("色斑");
        assertThat(lexicon.occurrences("女生发型推荐")).isEmpty();
    }

    @Test
    void tellsWhereAMentionStands_inTheTextAsWritten() {
        Mention mention = lexicon.mentions("😀想打ＢＮＳ吗").getFirst();
        assertThat(mention).isEqualTo(new Mention("玻尿酸", Kind.TREATMENT, "ＢＮＳ", 4, 7));
    }

    @Test
    void knowsWhatABrandOrAConcernImplies() {
        assertThat(lexicon.impliedTreatments(Kind.BRAND, "乔雅登")).containsExactly("玻尿酸");
        assertThat(lexicon.impliedTreatments(Kind.CONCERN, "法令纹")).containsExactly("除皱");
        assertThat(lexicon.impliedTreatments(Kind.TREATMENT, "双眼皮")).isEmpty();
        assertThat(lexicon.bodyPart(Kind.TREATMENT, "双眼皮")).contains("眼");
        assertThat(lexicon.bodyPart(Kind.TREATMENT, "玻尿酸")).isEmpty();
    }

    @Test
    void impliesOnlyTreatmentsAndBodyPartsThatExist() {
        LexiconLists.shipped().entries().forEach(entry -> {
            assertThat(lexicon.names(Kind.TREATMENT)).as(entry.canonical()).containsAll(entry.treatments());
            entry.bodyPart()
                    .ifPresent(part -> assertThat(lexicon.names(Kind.BODY_PART)).contains(part));
        });
    }

    @Test
    void spellsAWordInAllItsWays_canonicalFirst() {
        assertThat(lexicon.spellings("波尿酸").getFirst()).isEqualTo("玻尿酸");
        assertThat(lexicon.spellings("RMJ")).contains("热玛吉", "热马吉", "Thermage").doesNotHaveDuplicates();
        assertThat(lexicon.spellings("没有这个词")).containsExactly("没有这个词");
    }

    @Test
    void refusesASpellingOfTwoEntriesOfOneKind() {
        LexiconLists twice = new LexiconLists(List.of(entry("玻尿酸", "bns"), entry("玻璃酸", "BNS")), List.of(), "test");
        assertThatThrownBy(() -> new TradeLexicon(twice))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("bns");
    }

    private static LexiconEntry entry(String name, String alias) {
        return new LexiconEntry(Kind.TREATMENT, name, List.of(alias), List.of(), Optional.empty());
    }

    private List<String> names(String text, Kind kind) {
        return lexicon.mentions(text).stream()
                .filter(mention -> mention.kind() == kind)
                .map(Mention::canonical)
                .distinct()
                .toList();
    }
}
