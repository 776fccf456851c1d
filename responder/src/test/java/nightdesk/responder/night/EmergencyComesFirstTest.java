package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import nightdesk.nlp.Triage;
import nightdesk.responder.ReplyKind;
import org.junit.jupiter.api.Test;

class EmergencyComesFirstTest {
    private final Policy policy = new EmergencyComesFirst(Scene.words());

    @Test
    void sendsToHelpAndQuotesTheClinicsOwnWords() {
        Scene scene = Scene.patient("打完玻尿酸左眼看不清").danger(Triage.Level.EMERGENCY, "vision");
        assertThat(scene.saidBy(policy).kind()).isEqualTo(ReplyKind.EMERGENCY);
        assertThat(scene.saidBy(policy).text()).contains("120", "021-5550-0199");
        assertThat(scene.itemsUsedBy(policy)).containsExactly("kb-filler");
    }

    @Test
    void sellsNothing_whenThePatientSpeaksOfDying() {
        Scene scene = Scene.patient("正颌要十几万 不如死了算了").danger(Triage.Level.EMERGENCY, "self_harm");
        assertThat(scene.saidBy(policy).text()).contains("12356", "110").doesNotContain("正颌");
        assertThat(scene.itemsUsedBy(policy)).isEmpty();
    }

    @Test
    void passesOn_belowEmergency() {
        assertThat(Scene.patient("有点肿").danger(Triage.Level.URGENT).isPassedOnBy(policy))
                .isTrue();
    }
}
