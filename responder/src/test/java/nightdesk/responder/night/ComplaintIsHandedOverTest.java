package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import nightdesk.responder.ReplyKind;
import org.junit.jupiter.api.Test;

class ComplaintIsHandedOverTest {
    private final Policy policy = new ComplaintIsHandedOver(Scene.words());

    @Test
    void namesTheChannel_andAdmitsNothing() {
        Scene scene = Scene.patient("你们太坑了", "我要投诉");
        assertThat(scene.saidBy(policy).text()).contains("021-5550-0166").doesNotContain("赔", "抱歉");
        assertThat(scene.itemsUsedBy(policy)).containsExactly("kb-complain");
    }

    @Test
    void namesItAgain_whenAskedWhomToTurnTo() {
        Scene scene = Scene.nothing()
                .afterOurs(ComplaintIsHandedOver.class, ReplyKind.PROMISE, Words.COMPLAINT)
                .says("找谁");
        assertThat(scene.saidBy(policy).text()).contains("021-5550-0166");
    }

    @Test
    void passesOn_whenAcneScarsAreMeant() {
        assertThat(Scene.patient("痘坑能治吗").isPassedOnBy(policy)).isTrue();
    }
}
