package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import nightdesk.responder.ReplyKind;
import org.junit.jupiter.api.Test;

class RepeatedQuestionIsNotCopiedTest {
    private final Policy policy = new RepeatedQuestionIsNotCopied();

    @Test
    void pointsAtTheAnswerOnce_thenStaysSilent() {
        Scene scene = Scene.nothing()
                .after("热玛吉多少钱")
                .afterOurs(ApprovedAnswerIsGiven.class, ReplyKind.ANSWER, "…", "kb-thermage")
                .says("热玛吉多少钱啊");
        assertThat(scene.saidBy(policy).text()).contains("上面的答复");
        Scene third = Scene.nothing()
                .after("热玛吉多少钱")
                .afterOurs(ApprovedAnswerIsGiven.class, ReplyKind.ANSWER, "…", "kb-thermage")
                .afterOurs(RepeatedQuestionIsNotCopied.class, ReplyKind.PROMISE, "…")
                .says("问你热玛吉多少钱");
        assertThat(third.isSilencedBy(policy)).isTrue();
    }

    @Test
    void passesOn_whenTheQuestionIsAnother() {
        Scene scene = Scene.nothing()
                .after("热玛吉多少钱")
                .afterOurs(ApprovedAnswerIsGiven.class, ReplyKind.ANSWER, "…", "kb-thermage")
                .says("停车怎么收费");
        assertThat(scene.isPassedOnBy(policy)).isTrue();
    }
}
