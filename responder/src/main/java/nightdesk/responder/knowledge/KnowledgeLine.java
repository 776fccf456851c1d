package nightdesk.responder.knowledge;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import nightdesk.ingest.Json;
import nightdesk.responder.KnowledgeItem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One line of an import: {@code {"id","category","question","variants","answer","treatments","branch","valid_until"}}. */
final class KnowledgeLine {
    private static final int LONGEST = 4000;

    private KnowledgeLine() {}

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException saying what was met and what was expected
     */
    static KnowledgeItem read(String line) {
        JsonNode node = object(line);
        return new KnowledgeItem(
                required(node, "id"),
                text(node, "category").orElse("other"),
                required(node, "question"),
                texts(node, "variants"),
                required(node, "answer"),
                texts(node, "treatments"),
                text(node, "branch").orElse(null),
                date(node),
                true,
                0);
    }

    private static JsonNode object(String line) {
        try {
            JsonNode node = Json.MAPPER.readTree(line);
            if (node.isObject()) {
                return node;
            }
            throw new IllegalArgumentException("expected a JSON object, met " + node.getNodeType());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("expected a JSON object on one line: " + e.getOriginalMessage(), e);
        }
    }

    private static String required(JsonNode node, String field) {
        return text(node, field)
                .orElseThrow(() -> new IllegalArgumentException("expected a text in '" + field + "', met none"));
    }

    private static java.util.Optional<String> text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return java.util.Optional.empty();
        }
        if (!value.isString() || value.asString().length() > LONGEST) {
            throw new IllegalArgumentException(
                    "expected a text of at most " + LONGEST + " characters in '" + field + "'");
        }
        return java.util.Optional.of(value.asString().strip()).filter(text -> !text.isEmpty());
    }

    private static List<String> texts(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw new IllegalArgumentException("expected a list in '" + field + "', met " + value.getNodeType());
        }
        List<String> texts = new ArrayList<>();
        value.forEach(element -> texts.add(element.asString()));
        return List.copyOf(texts);
    }

    private static @Nullable LocalDate date(JsonNode node) {
        return text(node, "valid_until").map(KnowledgeLine::day).orElse(null);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "expected a day like 2027-12-31 in 'valid_until', met '" + text + "'", e);
        }
    }
}
