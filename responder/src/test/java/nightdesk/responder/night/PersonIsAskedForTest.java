package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import nightdesk.responder.ReplyKind;
import org.junit.jupiter.api.Test;

class PersonIsAskedForTest {
    private final Policy policy = new PersonIsAskedFor(Scene.words());

    @Test
    void saysThatNobodyIsThere_andWhen() {
        Scene scene = Scene.patient("转人工");
        assertThat(scene.saidBy(policy).text()).contains("智能助手", "9:00").doesNotContain("正在为您转接");
        assertThat(scene.itemsUsedBy(policy)).containsExactly("kb-night");
    }

    @Test
    void fallsSilent_whenAskedAThirdTime() {
        Scene scene = Scene.nothing()
                .afterOurs(PersonIsAskedFor.class, ReplyKind.PROMISE, "…")
                .afterOurs(PersonIsAskedFor.class, ReplyKind.PROMISE, "…")
                .says("我要真人！！");
        assertThat(scene.isSilencedBy(policy)).isTrue();
    }

    @Test
    void passesOn_whenACallBackIsWanted() {
        assertThat(Scene.patient("让人明天下午给我打电话").isPassedOnBy(policy)).isTrue();
        assertThat(Scene.patient("不用转人工").isPassedOnBy(policy)).isTrue();
        assertThat(Scene.patient("人工晶体多少钱").isPassedOnBy(policy)).isTrue();
    }
}
