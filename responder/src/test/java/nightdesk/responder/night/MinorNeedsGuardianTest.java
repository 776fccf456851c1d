package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MinorNeedsGuardianTest {
    private final Policy policy = new MinorNeedsGuardian(Scene.words());

    @Test
    void namesTheRule_andTakesNoBooking() {
        Scene scene = Scene.patient("我想割双眼皮", "下个月满16", "自己去行不行");
        assertThat(scene.saidBy(policy).text()).contains("18周岁", "监护人");
        assertThat(scene.situation().notes().isUsable()).isFalse();
    }

    @Test
    void passesOn_whenAParentWrites() {
        assertThat(Scene.patient("我女儿15岁想矫正牙齿").isPassedOnBy(policy)).isTrue();
        assertThat(Scene.patient("我36岁能做吗").isPassedOnBy(policy)).isTrue();
    }
}
