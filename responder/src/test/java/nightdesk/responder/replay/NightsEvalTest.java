package nightdesk.responder.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nightdesk.responder.knowledge.RealKnowledge;
import nightdesk.responder.night.TestDesk;
import nightdesk.responder.night.WordForWord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(named = "nightdesk.eval", matches = ".+")
class NightsEvalTest {

    @Test
    void meetsTheLabelledNights() throws IOException {
        Path eval = Path.of(System.getProperty("nightdesk.eval"));
        NightsEval nights = new NightsEval(
                TestDesk.desk(
                        NightsEval.calendar(),
                        RealKnowledge.of(eval.resolve("knowledge.jsonl")),
                        new WordForWord(),
                        TestDesk.gate()),
                NightsEval.calendar());
        int met = nights.run(eval.resolve("nights.jsonl"));
        Files.writeString(Path.of("target/nights-eval.txt"), nights.report());
        assertThat(met).as(nights.report()).isGreaterThanOrEqualTo(nights.rows() * 2 / 3);
    }
}
