package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import nightdesk.nlp.Triage;
import nightdesk.responder.ComplianceGate;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Instant EVENING = Instant.parse("2026-06-02T14:14:00Z");

    @Test
    void everySentenceOfOurOwnPassesTheGate() {
        for (String sentence : new Words(TestDesk.CALENDAR, EVENING).all()) {
            assertThat(TestDesk.gate().check(Words.MARK + sentence).verdict())
                    .as(sentence)
                    .isEqualTo(ComplianceGate.Verdict.ALLOW);
        }
    }

    @Test
    void namesTheMorningStaffAreBack() {
        assertThat(new Words(TestDesk.CALENDAR, EVENING).promise()).isEqualTo("顾问明早联系您（9:00上班后）。");
        assertThat(new Words(TestDesk.CALENDAR, EVENING.plusSeconds(4 * 3600)).promise())
                .isEqualTo("顾问今早联系您（9:00上班后）。");
    }

    @Test
    void triageIsNotShownOurOwnWords() {
        assertThat(TestDesk.triage().judge("好的", java.util.List.of("P: 热玛吉多少钱")).level())
                .isEqualTo(Triage.Level.NONE);
    }
}
