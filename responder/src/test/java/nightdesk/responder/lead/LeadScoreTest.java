package nightdesk.responder.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LeadScoreTest {
    private static final LeadScore.Hints NONE = new LeadScore.Hints(false, false, false, false, false);

    private static LeadNotes notes(String phone, boolean withdrawn) {
        return new LeadNotes(phone, null, null, List.of("热玛吉"), "下午", null, withdrawn, false);
    }

    @Test
    void aNumberAndAWishedHourCountForMore_andSayWhy() {
        LeadScore with = LeadScore.of(notes("13800001234", false), NONE);
        LeadScore without = LeadScore.of(notes(null, false), NONE);
        assertThat(with.points()).isGreaterThan(without.points());
        assertThat(with.reasons()).contains("留了电话", "想了解热玛吉", "约了回访时间");
    }

    @Test
    void staysWithinItsScale_andWarnsOfAWithdrawal() {
        LeadScore most = LeadScore.of(notes("13800001234", false), new LeadScore.Hints(true, true, true, true, true));
        assertThat(most.points()).isBetween(0, 100);
        assertThat(LeadScore.of(notes(null, true), NONE).reasons()).anyMatch(reason -> reason.contains("勿再致电"));
    }
}
