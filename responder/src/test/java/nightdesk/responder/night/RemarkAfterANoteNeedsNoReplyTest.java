package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import nightdesk.responder.ReplyKind;
import org.junit.jupiter.api.Test;

class RemarkAfterANoteNeedsNoReplyTest {
    private final Policy policy = new RemarkAfterANoteNeedsNoReply();

    @Test
    void staysSilent_whenThePatientOnlyExplains() {
        Scene scene = Scene.nothing()
                .afterOurs(ContactIsNoted.class, ReplyKind.PROMISE, "…")
                .says("老公在旁边不方便说话");
        assertThat(scene.isSilencedBy(policy)).isTrue();
    }

    @Test
    void passesOn_whenAQuestionIsAsked() {
        Scene scene = Scene.nothing()
                .afterOurs(ContactIsNoted.class, ReplyKind.PROMISE, "…")
                .says("疼吗");
        assertThat(scene.isPassedOnBy(policy)).isTrue();
    }
}
