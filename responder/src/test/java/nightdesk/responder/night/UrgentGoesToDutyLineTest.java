package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import nightdesk.nlp.Triage;
import nightdesk.responder.ReplyKind;
import org.junit.jupiter.api.Test;

class UrgentGoesToDutyLineTest {
    private final Policy policy = new UrgentGoesToDutyLine(Scene.words());

    @Test
    void givesTheDutyLine_andNoVerdict() {
        Scene scene = Scene.patient("伤口越来越红").danger(Triage.Level.URGENT, "infection_sepsis");
        assertThat(scene.saidBy(policy).text()).contains("021-5550-0199").doesNotContain("没事", "不用担心");
        assertThat(scene.itemsUsedBy(policy)).containsExactly("kb-duty");
    }

    @Test
    void givesItAgain_whenAskedWhetherItIsNormal() {
        Scene scene = Scene.nothing()
                .afterOurs(UrgentGoesToDutyLine.class, ReplyKind.PROMISE, Words.URGENT)
                .says("是不是正常啊");
        assertThat(scene.saidBy(policy).text()).contains("021-5550-0199", Words.URGENT_AGAIN);
    }

    @Test
    void passesOn_whenNothingIsWrong() {
        assertThat(Scene.patient("正常恢复要多久").isPassedOnBy(policy)).isTrue();
    }
}
