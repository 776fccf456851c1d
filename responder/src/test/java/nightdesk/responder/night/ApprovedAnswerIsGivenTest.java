package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApprovedAnswerIsGivenTest {
    private final Policy policy = new ApprovedAnswerIsGiven(Scene.words(), new WordForWord());

    @Test
    void answersWordForWord() {
        Scene scene = Scene.patient("在吗", "热玛吉多少钱");
        assertThat(scene.saidBy(policy).text()).isEqualTo("公示价目表：热玛吉眼部8800–12800元，全面部16800–26800元，以面诊为准。");
    }

    @Test
    void answersTwoQuestionsOfOneBurst() {
        Scene scene = Scene.patient("热玛吉多少钱", "静安院区地址在哪里");
        assertThat(scene.itemsUsedBy(policy)).containsExactlyInAnyOrder("kb-thermage", "kb-address");
    }

    @Test
    void passesOn_whenNothingIsKnown() {
        assertThat(Scene.patient("你们院长叫什么名字").isPassedOnBy(policy)).isTrue();
    }
}
