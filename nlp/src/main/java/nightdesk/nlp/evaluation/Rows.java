package nightdesk.nlp.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Labels out of JSON. */
final class Rows {
    private Rows() {}

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asString()));
        return texts;
    }

    static Set<String> set(JsonNode array) {
        return new LinkedHashSet<>(texts(array));
    }

    static Set<String> stances(JsonNode treatments) {
        Set<String> stances = new LinkedHashSet<>();
        treatments.forEach(node -> stances.add(
                node.path("name").asString() + ":" + node.path("stance").asString()));
        return stances;
    }

    /** Concerns are short names that people choose freely: one that contains the other counts as said. */
    static Set<String> alike(Set<String> expected, Collection<String> found) {
        Set<String> alike = new LinkedHashSet<>();
        for (String want : expected) {
            alike.add(found.stream()
                    .filter(got -> got.contains(want) || want.contains(got))
                    .findFirst()
                    .orElse(want));
        }
        return alike;
    }
}
