package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LateBacklogIsLeftToStaffTest {
    private final Policy policy = new LateBacklogIsLeftToStaff();

    @Test
    void staysSilent_whenTheQuestionIsOld() {
        assertThat(Scene.patient("多少钱").late().isSilencedBy(policy)).isTrue();
    }

    @Test
    void passesOn_otherwise() {
        assertThat(Scene.patient("多少钱").isPassedOnBy(policy)).isTrue();
    }
}
