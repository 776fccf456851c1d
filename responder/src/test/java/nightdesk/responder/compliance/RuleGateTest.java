package nightdesk.responder.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import nightdesk.responder.ComplianceGate;
import nightdesk.responder.ComplianceGate.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleGateTest {
    private final ComplianceGate gate = new RuleGate(GateRules.load("/compliance/rules.txt"));

    static Stream<List<String>> cases() throws IOException {
        try (InputStream in = Objects.requireNonNull(RuleGateTest.class.getResourceAsStream("/compliance/cases.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(line -> List.of(line.split("\t")));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheVerdict(List<String> row) {
        ComplianceGate.Check check = gate.check(row.get(1));

        assertThat(check.verdict())
                .as(check.toString())
                .isEqualTo(Verdict.valueOf(row.getFirst().toUpperCase(Locale.ROOT)));
    }

    @Test
    void letsTheWorstSentenceDecide_andNamesIt() {
        ComplianceGate.Check check = gate.check("您的预约已登记。这个项目零风险。");

        assertThat(check.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(check.sentences())
                .extracting(ComplianceGate.Sentence::verdict)
                .containsExactly(Verdict.ALLOW, Verdict.BLOCK);
        assertThat(check.sentences().get(1).findings())
                .containsExactly(new ComplianceGate.Finding("safety_guarantee", "广告法第十六条第一款第（一）项", "零风险"));
    }

    @Test
    void showsTheWordsAsWritten_whenTheyDodge() {
        assertThat(gate.check("祛斑保.证.有.效").sentences().getFirst().findings())
                .extracting(ComplianceGate.Finding::category, ComplianceGate.Finding::span)
                .contains(org.assertj.core.groups.Tuple.tuple("evasion", "保.证.有.效"));
    }

    @Test
    void takesOddTypingAloneForNoOffence() {
        assertThat(gate.check("您 的 預 約 已 確 認 ✅ 週 六 ９：３０").verdict()).isEqualTo(Verdict.ALLOW);
    }

    @Test
    void citesNoArticleThatIsNotChecked() {
        assertThat(gate.check("阿莫西林一天三次，一次两粒。").sentences().getFirst().findings())
                .extracting(ComplianceGate.Finding::basis)
                .containsOnly("");
    }

    @Test
    void refusesAPackThatCitesAnUnknownArticle() {
        assertThatThrownBy(() -> GateRules.parse(List.of("block absolute ad99 最好")))
                .hasMessageContaining("ad99");
    }
}
