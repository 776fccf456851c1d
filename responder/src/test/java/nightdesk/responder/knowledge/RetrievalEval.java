package nightdesk.responder.knowledge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nightdesk.ingest.Json;
import nightdesk.responder.KnowledgeBase;
import nightdesk.responder.KnowledgeItem;
import tools.jackson.databind.JsonNode;

/** Measures retrieval on labelled questions, as the desk of 静安 on 2026-11-22. */
final class RetrievalEval {

    private RetrievalEval() {}

    static List<KnowledgeItem> items(Path knowledge) throws IOException {
        List<KnowledgeItem> items = new ArrayList<>();
        for (String line : Files.readAllLines(knowledge)) {
            items.add(KnowledgeLine.read(line));
        }
        return items;
    }

    static String report(Path labelled, KnowledgeBase base) throws IOException {
        StringBuilder out = new StringBuilder();
        int answerable = 0;
        int hit = 0;
        int refusable = 0;
        int refused = 0;
        for (String line : Files.readAllLines(labelled)) {
            JsonNode row = Json.MAPPER.readTree(line);
            KnowledgeBase.Retrieval got = base.find(new KnowledgeBase.Query(
                    row.path("query").asString(), texts(row.path("context")), "静安", LocalDate.of(2026, 11, 22)));
            List<String> want = texts(row.path("kb"));
            String first = got.accepted().isEmpty()
                    ? "-"
                    : got.accepted().getFirst().item().id();
            boolean right;
            if (row.path("answerable").asBoolean()) {
                answerable++;
                right = want.contains(first);
                hit += right ? 1 : 0;
            } else {
                refusable++;
                right = "-".equals(first);
                refused += right ? 1 : 0;
            }
            if (!right) {
                out.append(row.path("id").asString() + " want " + want + " got " + first + " "
                        + row.path("query").asString().replace('\n', '/') + " " + texts(row.path("context")) + " | "
                        + got.reason() + " | " + top(got) + "\n");
            }
        }
        return out.append("retrieval: hit@1 " + hit + "/" + answerable + ", refused " + refused + "/" + refusable)
                .toString();
    }

    private static String top(KnowledgeBase.Retrieval got) {
        StringBuilder out = new StringBuilder();
        got.considered().stream()
                .limit(3)
                .forEach(match -> out.append(match.item().id() + String.format(" %.2f ", match.score())));
        return out.toString();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asString()));
        return texts;
    }
}
