package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThanksNeedNoReplyTest {
    private final Policy policy = new ThanksNeedNoReply();

    @Test
    void staysSilent_onThanksAndRemarks() {
        for (String line : new String[] {"哦哦", "好的谢谢", "嗯嗯 知道了", "OK", "谢谢[玫瑰]", "哦 已经是明天了哈哈", "好的周六来", "晚安～"}) {
            assertThat(Scene.patient(line).isSilencedBy(policy)).as(line).isTrue();
        }
    }

    @Test
    void passesOn_whenAnythingIsAskedOrLeft() {
        for (String line : new String[] {"好的，多少钱", "谢谢 电话13800001234", "好 那地址呢", "嗯？"}) {
            assertThat(Scene.patient(line).isPassedOnBy(policy)).as(line).isTrue();
        }
    }
}
