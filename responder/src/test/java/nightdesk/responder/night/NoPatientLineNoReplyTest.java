package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoPatientLineNoReplyTest {
    private final Policy policy = new NoPatientLineNoReply();

    @Test
    void staysSilent_whenThePatientOnlyLeft() {
        assertThat(Scene.nothing().event("[事件] 患者已离开会话页面").isSilencedBy(policy)).isTrue();
    }

    @Test
    void passesOn_whenThePatientWrote() {
        assertThat(Scene.patient("多少钱").isPassedOnBy(policy)).isTrue();
    }
}
