package nightdesk.nlp.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import nightdesk.nlp.Triage;
import nightdesk.nlp.Triage.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleTriageTest {
    private final Triage triage = new RuleTriage(RulePack.load("/triage/rules.txt"));

    static Stream<List<String>> cases() throws IOException {
        try (InputStream in = Objects.requireNonNull(RuleTriageTest.class.getResourceAsStream("/triage/cases.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(line -> List.of(line.split("\t")));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheLevel(List<String> row) {
        Triage.Verdict verdict = triage.judge(row.get(1), row.subList(2, row.size()));

        assertThat(verdict.level())
                .as(row.get(1) + " " + verdict.because())
                .isEqualTo(Level.valueOf(row.getFirst().toUpperCase(Locale.ROOT)));
    }

    @Test
    void keepsWhatRemains_whenOtherSymptomsAreDenied() {
        assertThat(judge("不肿也不疼，就是半边嘴唇煞白，昨天打的玻尿酸").signals()).contains("vascular_occlusion");
    }

    @Test
    void takesNoDenialInADoubleNegation() {
        assertThat(judge("不是不疼，打完下巴疼得受不了").level()).isEqualTo(Level.EMERGENCY);
    }

    @Test
    void readsTraditionalCharactersAndFullWidth() {
        assertThat(judge("剛打完針，喘不過氣，３９．５度").level()).isEqualTo(Level.EMERGENCY);
    }

    @Test
    void namesThePackAndTheWords() {
        Triage.Verdict verdict = judge("喘不上气");

        assertThat(verdict.rulePack()).startsWith("nightdesk-triage ");
        assertThat(verdict.because()).anyMatch(because -> because.contains("喘不上气"));
    }

    @Test
    void refusesAPackWhoseRuleNamesNoConcept() {
        assertThatThrownBy(() -> RulePack.parse(List.of("concept a b", "urgent x c")))
                .hasMessageContaining("concept c");
    }

    @Test
    void refusesALineItDoesNotKnow() {
        assertThatThrownBy(() -> RulePack.parse(Arrays.asList("# fine", "worse a b")))
                .hasMessageContaining("line 2");
    }

    private Triage.Verdict judge(String text) {
        return triage.judge(text, List.of());
    }
}
