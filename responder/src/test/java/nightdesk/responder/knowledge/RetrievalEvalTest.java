package nightdesk.responder.knowledge;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Prints the figures: {@code -Dnightdesk.eval=<folder with retrieval.jsonl and knowledge.jsonl>}. */
@EnabledIfSystemProperty(named = "nightdesk.eval", matches = ".+")
class RetrievalEvalTest {

    @Test
    void printsTheFigures() throws IOException {
        Path folder = Path.of(System.getProperty("nightdesk.eval"));
        IndexedKnowledgeBase base = Understood.emptyBase();
        base.load(RetrievalEval.items(folder.resolve("knowledge.jsonl")));
        System.out.println(RetrievalEval.report(folder.resolve("retrieval.jsonl"), base));
    }
}
