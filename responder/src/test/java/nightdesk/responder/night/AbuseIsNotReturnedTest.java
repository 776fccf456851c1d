package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import nightdesk.responder.ReplyKind;
import org.junit.jupiter.api.Test;

class AbuseIsNotReturnedTest {
    private final Policy policy = new AbuseIsNotReturned();

    @Test
    void staysCalmOnce() {
        assertThat(Scene.patient("你个傻逼机器人").saidBy(policy).text()).isEqualTo(Words.CALM);
        Scene again = Scene.nothing()
                .afterOurs(AbuseIsNotReturned.class, ReplyKind.ANSWER, Words.CALM)
                .says("滚");
        assertThat(again.isSilencedBy(policy)).isTrue();
    }

    @Test
    void passesOn_whenThereIsAQuestionInIt() {
        assertThat(Scene.patient("垃圾机器人 脱毛多少钱").isPassedOnBy(policy)).isTrue();
        assertThat(Scene.patient("能用滚针吗").isPassedOnBy(policy)).isTrue();
    }
}
