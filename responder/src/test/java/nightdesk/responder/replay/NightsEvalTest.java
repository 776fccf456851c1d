package nightdesk.responder.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nightdesk.ingest.Json;
import nightdesk.responder.KnowledgeItem;
import nightdesk.responder.night.TestDesk;
import nightdesk.responder.night.WordForWord;
import nightdesk.responder.night.WordOverlapKnowledge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

@EnabledIfSystemProperty(named = "nightdesk.eval", matches = ".+")
class NightsEvalTest {

    @Test
    void meetsTheLabelledNights() throws IOException {
        Path eval = Path.of(System.getProperty("nightdesk.eval"));
        NightsEval nights = new NightsEval(
                TestDesk.desk(NightsEval.calendar(), knowledge(eval), new WordForWord(), TestDesk.gate()),
                NightsEval.calendar());
        int met = nights.run(eval.resolve("nights.jsonl"));
        Files.writeString(Path.of("target/nights-eval.txt"), nights.report());
        assertThat(met).as(nights.report()).isGreaterThanOrEqualTo(nights.rows() * 2 / 3);
    }

    private static WordOverlapKnowledge knowledge(Path eval) throws IOException {
        List<KnowledgeItem> items = new ArrayList<>();
        for (String line : Files.readAllLines(eval.resolve("knowledge.jsonl"))) {
            JsonNode row = Json.MAPPER.readTree(line);
            List<String> treatments =
                    row.path("treatments").valueStream().map(JsonNode::asString).toList();
            items.add(new KnowledgeItem(
                    row.path("id").asString(),
                    row.path("category").asString(),
                    row.path("question").asString(),
                    List.of(),
                    row.path("answer").asString(),
                    treatments,
                    row.has("branch") ? row.path("branch").asString() : null,
                    LocalDate.parse(row.path("valid_until").asString()),
                    true,
                    1));
        }
        return new WordOverlapKnowledge(items);
    }
}
