package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTextTest {

    @Test
    void leavesAShortTextWhole() {
        assertThat(MessageText.split("【AI助手】你好。", "【AI助手】")).containsExactly("【AI助手】你好。");
    }

    @Test
    void cutsAtSentenceEnds_andMarksEachPart() {
        List<String> parts = MessageText.split("【AI助手】" + "这是一个很长的句子，说的是恢复期。".repeat(60), "【AI助手】");
        assertThat(parts).hasSizeBetween(2, 5).allMatch(part -> part.startsWith("【AI助手】") && part.endsWith("。"));
        assertThat(parts).allMatch(part -> MessageText.bytes(part) <= MessageText.MOST_BYTES);
    }

    @Test
    void neverCutsACodePoint_andNeverSendsMoreThanFive() {
        List<String> parts = MessageText.split("😀".repeat(5000), "【AI助手】");
        assertThat(parts).hasSize(5).allMatch(part -> MessageText.bytes(part) <= MessageText.MOST_BYTES);
        assertThat(String.join("", parts).replace("【AI助手】", "").replace("😀", ""))
                .isEqualTo("……（内容较长，其余由顾问与您沟通）");
    }
}
