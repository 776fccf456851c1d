package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BookingIsNotedNotMadeTest {
    private final Policy policy = new BookingIsNotedNotMade();

    @Test
    void notesTheWish_andBooksNothing() {
        Scene scene = Scene.patient("想约许医生打水光 周六上午");
        assertThat(scene.saidBy(policy).text()).contains("水光", "还没有约上").doesNotContain("预约成功");
    }

    @Test
    void passesOn_whenAskedHowToBook() {
        assertThat(Scene.patient("怎么预约面诊").isPassedOnBy(policy)).isTrue();
    }
}
