package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContactIsNotedTest {
    private final Policy policy = new ContactIsNoted();

    @Test
    void readsBackTheMaskedNumber_andTheHour() {
        Scene scene = Scene.patient("鼻综合 13600007788");
        assertThat(scene.saidBy(policy).text()).contains("136****7788", "9:00").doesNotContain("13600007788");
    }

    @Test
    void passesOn_whenAQuestionIsAsked() {
        assertThat(Scene.patient("13600007788 地址在哪").isPassedOnBy(policy)).isTrue();
    }
}
