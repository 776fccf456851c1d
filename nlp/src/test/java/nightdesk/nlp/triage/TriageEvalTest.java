package nightdesk.nlp.triage;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Prints the figures: {@code -Dnightdesk.eval=<folder with triage.jsonl>}. */
@EnabledIfSystemProperty(named = "nightdesk.eval", matches = ".+")
class TriageEvalTest {

    @Test
    void printsTheFigures() throws IOException {
        Path file = Path.of(System.getProperty("nightdesk.eval"), "triage.jsonl");
        System.out.println(TriageEval.report(file, new RuleTriage(RulePack.load("/triage/rules.txt"))));
    }
}
