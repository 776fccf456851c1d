package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CancellationIsNotedTest {
    private final Policy policy = new CancellationIsNoted(Scene.words());

    @Test
    void saysHow_andReportsNothingAsDone() {
        Scene scene = Scene.patient("取消明天上午10点的面诊");
        assertThat(scene.saidBy(policy).text()).contains("我的预约", "不能代您取消").doesNotContain("已为您取消");
    }

    @Test
    void passesOn_whenTheRuleIsAsked() {
        assertThat(Scene.patient("预约怎么取消，收费吗").isPassedOnBy(policy)).isTrue();
    }
}
