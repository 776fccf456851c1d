package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import nightdesk.responder.ReplyKind;
import org.junit.jupiter.api.Test;

class GreetingInvitesTheQuestionTest {
    private final Policy policy = new GreetingInvitesTheQuestion();

    @Test
    void invites_whenOnlyGreeted() {
        assertThat(Scene.patient("在吗", "想问下").saidBy(policy).text()).isEqualTo(Words.GREETING);
    }

    @Test
    void staysSilent_whenWeJustWrote() {
        Scene scene = Scene.nothing()
                .afterOurs(RefusalNamesATime.class, ReplyKind.PROMISE, "…")
                .says("？");
        assertThat(scene.isSilencedBy(policy)).isTrue();
    }

    @Test
    void passesOn_whenAQuestionFollows() {
        assertThat(Scene.patient("在吗", "多少钱").isPassedOnBy(policy)).isTrue();
    }
}
