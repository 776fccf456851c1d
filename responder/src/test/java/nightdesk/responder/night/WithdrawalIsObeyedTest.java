package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WithdrawalIsObeyedTest {
    private final Policy policy = new WithdrawalIsObeyed();

    @Test
    void confirms_whenTheNumberIsTakenBack() {
        Scene scene = Scene.patient("前面留的电话 13800004455 别联系我了");
        assertThat(scene.saidBy(policy).text()).isEqualTo(Words.WITHDRAWN);
        assertThat(scene.situation().notes().hasContact()).isFalse();
    }

    @Test
    void passesOn_whenOnlyTheWayIsAWish() {
        assertThat(Scene.patient("别打电话 微信联系我").isPassedOnBy(policy)).isTrue();
    }
}
