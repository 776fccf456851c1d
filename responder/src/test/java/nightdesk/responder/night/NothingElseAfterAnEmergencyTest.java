package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import nightdesk.responder.ReplyKind;
import org.junit.jupiter.api.Test;

class NothingElseAfterAnEmergencyTest {
    private final Policy policy = new NothingElseAfterAnEmergency();

    @Test
    void repeatsTheHelp_whenThePatientGoesBackToPrice() {
        Scene scene = Scene.nothing()
                .afterOurs(EmergencyComesFirst.class, ReplyKind.EMERGENCY, Words.EMERGENCY)
                .says("补一支能便宜点吗");
        assertThat(scene.saidBy(policy).kind()).isEqualTo(ReplyKind.EMERGENCY);
        assertThat(scene.saidBy(policy).text()).contains("120");
    }

    @Test
    void repeatsTheHotline_afterTalkOfDying() {
        Scene scene = Scene.nothing()
                .afterOurs(EmergencyComesFirst.class, ReplyKind.EMERGENCY, Words.SELF_HARM)
                .says("正颌多少钱");
        assertThat(scene.saidBy(policy).text()).contains("12356");
    }

    @Test
    void passesOn_onAnOrdinaryNight() {
        assertThat(Scene.patient("多少钱").isPassedOnBy(policy)).isTrue();
    }
}
