package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import nightdesk.responder.ReplyKind;
import org.junit.jupiter.api.Test;

class PersonSpokeSilencesAiTest {
    private final Policy policy = new PersonSpokeSilencesAi();

    @Test
    void staysSilent_whenAPersonSpoke() {
        assertThat(Scene.nothing().afterStaff("您好").says("多少钱").isSilencedBy(policy))
                .isTrue();
    }

    @Test
    void passesOn_whenOnlyWeSpoke() {
        assertThat(Scene.nothing()
                        .afterOurs(RefusalNamesATime.class, ReplyKind.PROMISE, "…")
                        .says("多少钱")
                        .isPassedOnBy(policy))
                .isTrue();
    }
}
