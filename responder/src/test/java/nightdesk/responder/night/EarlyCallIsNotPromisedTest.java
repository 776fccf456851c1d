package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EarlyCallIsNotPromisedTest {
    private final Policy policy = new EarlyCallIsNotPromised(Scene.words());

    @Test
    void notesTheWish_andNamesTheOpeningHour() {
        Scene scene = Scene.nothing().at(0, 40).says("8点半打给我 13800006677");
        assertThat(scene.saidBy(policy).text()).contains("9:00").doesNotContain("8点半");
    }

    @Test
    void passesOn_whenSomebodyIsThereThen() {
        assertThat(Scene.patient("下午打给我 13800006677").isPassedOnBy(policy)).isTrue();
    }
}
