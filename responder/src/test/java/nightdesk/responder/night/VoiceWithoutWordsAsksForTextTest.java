package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VoiceWithoutWordsAsksForTextTest {
    private final Policy policy = new VoiceWithoutWordsAsksForText();

    @Test
    void asksForText_whenNobodyCanHaveHeardIt() {
        Scene scene = Scene.nothing().sends("voice", "[语音 18秒，未转写]");
        assertThat(scene.saidBy(policy).text()).contains("打字");
    }

    @Test
    void passesOn_whenThereIsATranscript() {
        assertThat(Scene.nothing().sends("voice", "热玛吉多少钱").isPassedOnBy(policy))
                .isTrue();
    }
}
