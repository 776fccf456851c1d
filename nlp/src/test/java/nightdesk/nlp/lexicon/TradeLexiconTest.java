package nightdesk.nlp.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Lexicon.Entry;
import nightdesk.nlp.Lexicon.Kind;
import nightdesk.nlp.Lexicon.Mention;
import nightdesk.nlp.LexiconEntry;
import nightdesk.nlp.LexiconEntry.Sort;
import org.junit.jupiter.api.Test;

class TradeLexiconTest {
    private final Lexicon lexicon = new TradeLexicon(LexiconLists.shipped());

    @Test
    void shipsTheWordsOfTheTrade() {
        assertThat(lexicon.names(Kind.TREATMENT))
                .hasSizeGreaterThanOrEqualTo(250)
                .contains("热玛吉", "纹眉", "牙齿美白");
        assertThat(lexicon.names(Kind.BRAND)).hasSizeGreaterThanOrEqualTo(200).contains("乔雅登", "保妥适");
        assertThat(lexicon.names(Kind.CONCERN)).hasSizeGreaterThanOrEqualTo(150).contains("法令纹", "肿胀");
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
            assertThat(lexicon.names(Kind.TREATMENT))
                    .as(entry.name())
                    .containsAll(entry.treatments())
                    .containsAll(entry.parents());
            if (entry.bodyPart() != null) {
                assertThat(lexicon.names(Kind.BODY_PART)).contains(entry.bodyPart());
            }
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
        LexiconLists twice = LexiconLists.of(List.of(entry("玻尿酸", "bns"), entry("玻璃酸", "BNS")));
        assertThatThrownBy(() -> new TradeLexicon(twice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bns");
    }

    @Test
    void countsAGuardedAlias_onlyWithOneOfItsWords() {
        assertThat(names("打大V线提升一下", Kind.TREATMENT)).contains("线雕");
        assertThat(names("被一个大V骂了", Kind.TREATMENT)).isEmpty();
        assertThat(names("快递补发了吗，多少钱", Kind.TREATMENT)).isEmpty();
        assertThat(names("想补发 发际线高", Kind.TREATMENT)).contains("植发");
        assertThat(lexicon.lookUp("大V")).isEmpty();
    }

    @Test
    void readsHomophonesOfLongerNames_butNotWordsThatOnlySoundAlike() {
        assertThat(names("想做热瑪积", Kind.TREATMENT)).contains("热玛吉");
        assertThat(names("水光真空", Kind.TREATMENT)).contains("水光针");
        assertThat(names("黄斤微针怎么样", Kind.TREATMENT)).contains("黄金微针");
        assertThat(names("肝细胞", Kind.TREATMENT)).isEmpty();
        assertThat(names("可以人", Kind.BRAND)).isEmpty();
    }

    @Test
    void readsTraditionalCharacters_andNamesPulledApart() {
        assertThat(names("雙眼皮多少錢", Kind.TREATMENT)).containsExactly("双眼皮");
        for (String text : List.of("热.玛.吉", "热 玛 吉", "热*玛吉", "热\u200b玛吉")) {
            assertThat(names("做" + text + "吗", Kind.TREATMENT)).as(text).containsExactly("热玛吉");
        }
        assertThat(lexicon.mentions("做热.玛.吉吗").getFirst()).isEqualTo(new Mention("热玛吉", Kind.TREATMENT, "热.玛.吉", 1, 6));
        assertThat(names("脸大 眼袋", Kind.CONCERN)).containsExactly("脸大", "眼袋");
        assertThat(names("打个 双眼 皮肤好", Kind.TREATMENT)).isEmpty();
    }

    @Test
    void looksUpWhatIsTyped_byPinyinInitialsAndSound() {
        assertThat(lexicon.lookUp("remaji")).contains(new Entry(Kind.TREATMENT, "热玛吉"));
        assertThat(lexicon.lookUp("rmj")).contains(new Entry(Kind.TREATMENT, "热玛吉"));
        assertThat(lexicon.lookUp("hjwz")).contains(new Entry(Kind.TREATMENT, "黄金微针"));
        assertThat(lexicon.lookUp("玻脲蒜")).contains(new Entry(Kind.TREATMENT, "玻尿酸"));
        assertThat(lexicon.lookUp("没有这个词")).isEmpty();
    }

    @Test
    void knowsWhatStandsBelowATreatmentOrAGroup() {
        assertThat(lexicon.withChildren("玻尿酸")).contains("玻尿酸", "嗨体");
        assertThat(lexicon.withChildren("注射")).contains("玻尿酸", "嗨体", "瘦脸针").doesNotContain("热玛吉");
    }

    @Test
    void suggestsWhatComesClose() {
        assertThat(lexicon.suggestions("热玛机器")).contains("热玛吉");
        assertThat(lexicon.suggestions("双眼痞")).first().isEqualTo("双眼皮");
        assertThat(lexicon.suggestions("remaju")).isNotEmpty();
        assertThat(lexicon.suggestions("今天天气不错")).isEmpty();
    }

    @Test
    void tellsWhichSpellingsMeanSomethingElse_afterAChange() {
        LexiconLists before = LexiconLists.of(List.of(entry("玻尿酸", "bns"), entry("热玛吉", "rmj")));
        LexiconLists after = LexiconLists.of(List.of(entry("玻尿酸", "bns"), entry("热玛吉", "热妈咪")));
        assertThat(new TradeLexicon(after).changedSince(new TradeLexicon(before)))
                .containsExactlyInAnyOrder("rmj", "热妈咪");
    }

    @Test
    void letsTalkOfTheHouseStandBesideTreatments() {
        assertThat(names("定金交了 做妈生鼻 鼻综合", Kind.SLANG)).containsExactly("定金", "妈生感");
        assertThat(names("定金交了 做妈生鼻 鼻综合", Kind.TREATMENT)).containsExactly("鼻综合");
    }

    private static LexiconEntry entry(String name, String alias) {
        return new LexiconEntry(Sort.TREATMENT, name, "", List.of(alias), List.of(), List.of(), null);
    }

    private List<String> names(String text, Kind kind) {
        return lexicon.mentions(text).stream()
                .filter(mention -> mention.kind() == kind)
                .map(Mention::canonical)
                .distinct()
                .toList();
    }
}
