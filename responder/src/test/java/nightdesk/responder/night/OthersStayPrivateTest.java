package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OthersStayPrivateTest {
    private final Policy policy = new OthersStayPrivate(Scene.words());

    @Test
    void neitherConfirmsNorDenies() {
        Scene scene = Scene.patient("我是方晓岚的老公", "她今天下午是不是在你们那做了什么");
        assertThat(scene.saidBy(policy).text()).contains("不能确认").doesNotContain("来过");
    }

    @Test
    void passesOn_whenOneAsksForOneself() {
        assertThat(Scene.patient("我上次做的是什么项目").isPassedOnBy(policy)).isTrue();
    }
}
