package nightdesk.nlp.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nightdesk.nlp.LexiconCatalog.Candidate;
import nightdesk.nlp.lexicon.NewWords.Said;
import org.junit.jupiter.api.Test;

class NewWordsTest {
    private static final List<String> TALK = List.of(
            "想问问双眼皮多少钱",
            "玻尿酸疼不疼啊",
            "周末能不能过去",
            "做完多久恢复呢",
            "有没有活动",
            "地址发一下",
            "昨天打完有点红",
            "医生周六在吗",
            "谢谢您啦",
            "可以分期付款吗",
            "朋友推荐来的",
            "黑眼圈怎么办",
            "法令纹很深怎么去掉",
            "孩子放假再来",
            "停车方便吗");

    private static final List<String> FRAMES =
            List.of("想做%s", "%s多少钱", "问下%s疼吗", "你们有%s没有", "朋友打了%s效果好", "%s和玻尿酸区别", "听说%s很火", "最近%s有活动吗", "预约%s", "%s");

    private final Random random = new Random(7);
    private final TradeLexicon lexicon = new TradeLexicon(LexiconLists.shipped());

    @Test
    void findsPlantedWords_withTheirQuotes() {
        List<Said> lately = talk(3_000);
        plant(lately, "薇琳娜", 12);
        plant(lately, "琥珀焕肤", 10);
        List<Candidate> found = NewWords.find(lately, talk(6_000), lexicon);
        assertThat(found).extracting(Candidate::word).contains("薇琳娜", "琥珀焕肤").hasSizeLessThan(6);
        Candidate first = found.stream()
                .filter(one -> one.word().equals("薇琳娜"))
                .findFirst()
                .orElseThrow();
        assertThat(first.people()).isBetween(8, 12);
        assertThat(first.quotes()).hasSize(3).allMatch(quote -> quote.text().contains("薇琳娜"));
    }

    @Test
    void passesOverWordsThatAreKnown_orWereSaidBeforeAsMuch_orByOnePersonOnly() {
        List<Said> lately = talk(3_000);
        List<Said> before = talk(3_000);
        plant(lately, "热玛吉", 20);
        plant(lately, "琥珀焕肤", 10);
        plant(before, "琥珀焕肤", 10);
        for (int i = 0; i < 20; i++) {
            lately.add(
                    new Said("x" + i, "c", "only", FRAMES.get(i % FRAMES.size()).formatted("青瓷疗愈")));
        }
        assertThat(NewWords.find(lately, before, lexicon))
                .extracting(Candidate::word)
                .doesNotContain("热玛吉", "琥珀焕肤", "青瓷疗愈");
    }

    private List<Said> talk(int messages) {
        List<Said> said = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            said.add(new Said("m" + i, "c" + i, "p" + i % 900, TALK.get(random.nextInt(TALK.size()))));
        }
        return said;
    }

    private void plant(List<Said> said, String word, int times) {
        for (int i = 0; i < times; i++) {
            String text = FRAMES.get(i % FRAMES.size()).formatted(word);
            said.add(random.nextInt(said.size()), new Said(word + i, "c", "q" + i, text));
        }
    }
}
