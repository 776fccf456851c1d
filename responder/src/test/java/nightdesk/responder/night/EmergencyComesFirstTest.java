package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import nightdesk.nlp.Triage;
import nightdesk.responder.KnowledgeBase;
import nightdesk.responder.KnowledgeItem;
import nightdesk.responder.ReplyKind;
import org.jspecify.annotations.Nullable;
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
    void helpsLateAsWell_andThoughAPersonSpokeHoursAgo() {
        Scene scene = Scene.nothing()
                .afterStaff("您好")
                .at(3, 0)
                .late()
                .says("喘不上气了")
                .danger(Triage.Level.EMERGENCY, "allergy_airway");
        assertThat(scene.saidBy(policy).text()).contains("120");
    }

    @Test
    void leavesTheWordToAPersonWhoIsStillWriting() {
        Scene scene = Scene.nothing()
                .afterStaff("马上打120，我在联系医生")
                .says("喘不上气了")
                .danger(Triage.Level.EMERGENCY, "allergy_airway");
        assertThat(scene.isPassedOnBy(policy)).isTrue();
    }

    @Test
    void neverQuotesAnItemThatIsOutOfDateOrAnotherSites() {
        KnowledgeBase considersAll = new KnowledgeBase() {
            @Override
            public Retrieval find(Query query) {
                return new Retrieval(
                        List.of(),
                        List.of(
                                new Match(dutyLine("expired", null, LocalDate.of(2026, 6, 1)), 0.9),
                                new Match(dutyLine("elsewhere", "徐汇", null), 0.9)),
                        "none");
            }

            @Override
            public String version() {
                return "test";
            }
        };
        Scene scene = Scene.patient("喘不上气了").branch("静安").danger(Triage.Level.EMERGENCY, "allergy_airway");
        Ruling.Speech said = scene.saidBy(new EmergencyComesFirst(new ApprovedWords(considersAll)));
        assertThat(said.text()).isEqualTo(Words.EMERGENCY);
        assertThat(said.knowledge()).isEmpty();
    }

    private static KnowledgeItem dutyLine(String id, @Nullable String branch, @Nullable LocalDate validUntil) {
        return new KnowledgeItem(
                id, "emergency", "术后晚上不舒服联系谁？", List.of(), "请拨打021-5550-0000。", List.of(), branch, validUntil, true, 1);
    }

    @Test
    void passesOn_belowEmergency() {
        assertThat(Scene.patient("有点肿").danger(Triage.Level.URGENT).isPassedOnBy(policy))
                .isTrue();
    }
}
