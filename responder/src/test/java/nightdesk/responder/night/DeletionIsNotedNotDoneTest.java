package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import nightdesk.responder.ReplyKind;
import org.junit.jupiter.api.Test;

class DeletionIsNotedNotDoneTest {
    private final Policy policy = new DeletionIsNotedNotDone(Scene.words());

    @Test
    void quotesTheRule_andReportsNothingAsDone() {
        Scene scene = Scene.patient("把我聊天记录删了");
        assertThat(scene.saidBy(policy).text()).contains("15个工作日").doesNotContain("已为您删除", "删好了");
    }

    @Test
    void staysHonest_whenPressed() {
        Scene scene = Scene.nothing()
                .afterOurs(DeletionIsNotedNotDone.class, ReplyKind.PROMISE, "…")
                .says("现在就删");
        assertThat(scene.saidBy(policy).text()).contains("不能直接删除");
    }

    @Test
    void passesOn_otherwise() {
        assertThat(Scene.patient("热玛吉多少钱").isPassedOnBy(policy)).isTrue();
    }
}
