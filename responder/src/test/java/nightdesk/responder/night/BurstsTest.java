package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BurstsTest {
    private static final Instant START = Instant.parse("2026-06-02T14:14:00Z");
    private final Bursts bursts = new Bursts(Duration.ofSeconds(3), Duration.ofSeconds(10));

    private static Turn line(int second, String text) {
        return Turn.of(Turn.From.PATIENT, "m" + second, START.plusSeconds(second), "text", text);
    }

    @Test
    void shortLinesInARowAreOneQuestion() {
        List<List<Turn>> cut = bursts.cut(List.of(
                line(3, "在吗"), line(5, "想问下"), line(8, "热玛吉"), line(11, "做全脸的大概多少钱"), line(100, "138 0000 1234")));
        assertThat(cut).hasSize(2);
        assertThat(cut.getFirst()).hasSize(4);
    }

    @Test
    void aCompleteQuestionIsAnsweredSoon_anUnfinishedLineWaits() {
        assertThat(bursts.quietAfter(line(0, "热玛吉多少钱"))).isEqualTo(Duration.ofSeconds(3));
        assertThat(bursts.quietAfter(line(0, "左眼看东西发黑 肿得厉害"))).isEqualTo(Duration.ofSeconds(3));
        assertThat(bursts.quietAfter(line(0, "我想割双眼皮"))).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aPersonWhoSpeaksEndsTheBurst() {
        Turn staff = Turn.of(Turn.From.STAFF, "s", START.plusSeconds(1), "text", "您好");
        assertThat(bursts.cut(List.of(line(0, "在吗"), staff, line(2, "多少钱")))).hasSize(3);
    }
}
