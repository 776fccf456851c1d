package nightdesk.responder.compliance;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Prints the figures: {@code -Dnightdesk.eval=<folder with adlaw.jsonl and knowledge.jsonl>}. */
@EnabledIfSystemProperty(named = "nightdesk.eval", matches = ".+")
class GateEvalTest {

    @Test
    void printsTheFigures() throws IOException {
        Path folder = Path.of(System.getProperty("nightdesk.eval"));
        RuleGate gate = new RuleGate(GateRules.load("/compliance/rules.txt"));
        System.out.println(GateEval.report(folder.resolve("adlaw.jsonl"), folder.resolve("knowledge.jsonl"), gate));
    }
}
