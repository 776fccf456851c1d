package nightdesk.nlp.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import nightdesk.nlp.Triage;
import nightdesk.nlp.Understanding;
import nightdesk.nlp.Understanding.Meaning;
import nightdesk.nlp.Understanding.Stance;
import nightdesk.nlp.Understanding.Wanted;
import nightdesk.nlp.lexicon.LexiconConfiguration;
import org.junit.jupiter.api.Test;

class RuleUnderstandingTest {
    private static final Triage CALM =
            (text, context) -> new Triage.Verdict(Triage.Level.NONE, List.of(), List.of(), "none");

    private final Understanding understanding = new RuleUnderstanding(
            MeaningRules.load("/understanding/rules.txt"), new LexiconConfiguration().lexicon(), CALM);

    @Test
    void seesSeveralIntents() {
        assertThat(read("热玛吉多少钱，周六能约吗").intents()).contains("price", "booking");
    }

    @Test
    void takesABareGreetingForAGreeting() {
        assertThat(read("你好呀").intents()).containsExactly("greeting");
        assertThat(read("你好，想问下皮秒价格").intents()).doesNotContain("greeting");
    }

    @Test
    void tellsWhoWantsWhat() {
        assertThat(read("我妈想割双眼皮").treatments()).containsExactly(new Wanted("双眼皮", Stance.OTHER_PERSON));
        assertThat(read("不想打玻尿酸了，想做线雕").treatments())
                .containsExactly(new Wanted("玻尿酸", Stance.DECLINED), new Wanted("线雕", Stance.INTERESTED));
        assertThat(read("皮秒做完第三天还有点红").treatments()).containsExactly(new Wanted("皮秒", Stance.HAD));
    }

    @Test
    void readsABrandAsItsTreatment() {
        Meaning meaning = read("乔雅登一支多少");

        assertThat(meaning.brands()).containsExactly("乔雅登");
        assertThat(meaning.treatments()).containsExactly(new Wanted("玻尿酸", Stance.INTERESTED));
    }

    @Test
    void readsFacts() {
        assertThat(read("我今年17，高二，预算5000以内，想暑假割双眼皮").facts())
                .isEqualTo(Map.of("age", 17, "minor", true, "timing", "暑假", "budget", "5000以内"));
        assertThat(read("哺乳期能打水光吗").facts()).containsEntry("pregnant", true);
        assertThat(read("备孕能打水光吗").facts()).doesNotContainKey("pregnant");
    }

    @Test
    void ranksTheLead() {
        assertThat(read("帮我约明天下午做皮秒").leadStrength()).isEqualTo(2);
        assertThat(read("皮秒多少钱").leadStrength()).isEqualTo(1);
        assertThat(read("皮秒做完结痂了能洗脸吗").leadStrength()).isZero();
    }

    @Test
    void hearsAComplaint() {
        assertThat(read("你们前台态度太差了，我要投诉"))
                .matches(Meaning::complaint)
                .matches(meaning -> meaning.intents().contains("complaint") && meaning.leadStrength() == 0);
    }

    private Meaning read(String text) {
        return understanding.read(text, List.of());
    }
}
