package nightdesk.nlp.triage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nightdesk.nlp.RuleLines;
import nightdesk.nlp.Triage;
import nightdesk.nlp.Wordings;

/**
 * The rules as read from their file; the head of the file explains its lines.
 *
 * @param name name and version
 * @param replacements what is written wrong, and what it means
 * @param concepts what a text may say
 * @param frames what takes a text out of the present
 * @param rules in order
 * @param wordings the expressions of concepts and frames
 */
record RulePack(
        String name,
        Map<String, String> replacements,
        Map<String, Concept> concepts,
        List<Frame> frames,
        List<Rule> rules,
        Wordings wordings) {

    /**
     * @param said the number of its expression
     * @param deniable whether "no" before it takes it away
     */
    record Concept(int said, boolean deniable) {}

    /** How much of the text a frame takes. */
    enum Reach {
        /** Its clause. */
        FRAME,
        /** From its wording to the end of the clause. */
        AFTER,
        /** From the beginning to where the text comes back to the present. */
        WIDELY
    }

    /**
     * @param unless when one of these is found in the text the frame does not hold
     */
    record Frame(String name, Reach reach, int said, List<String> unless) {}

    /**
     * @param all each must hold: alternatives parted by {@code |}, {@code !} = must not be there
     */
    record Rule(String name, Triage.Level level, List<String> signals, List<String> all) {}

    /** Splits a term into its alternatives; nearly every term has one. */
    static List<String> names(String term) {
        return term.indexOf('|') < 0 ? List.of(term) : List.of(term.split("\\|"));
    }

    static RulePack load(String resource) {
        return parse(RuleLines.load(RulePack.class, resource));
    }

    static RulePack parse(List<String> lines) {
        Builder builder = new Builder();
        RuleLines.each(lines, builder::read);
        return builder.build();
    }

    /** Collects the lines; concepts of one name add up. */
    private static final class Builder {
        private String name = "unnamed";
        private final Map<String, String> replacements = new LinkedHashMap<>();
        private final Map<String, List<String>> wordings = new LinkedHashMap<>();
        private final Map<String, Boolean> deniable = new LinkedHashMap<>();
        private final List<Frame> frames = new ArrayList<>();
        private final List<Rule> rules = new ArrayList<>();
        private final Wordings.Builder expressions = new Wordings.Builder();

        void read(String line, int number) {
            String[] parts = line.split("\\s+", 3);
            if (parts.length < 3) {
                throw new IllegalArgumentException("line " + number + " has " + parts.length + " parts, expected 3");
            }
            switch (parts[0]) {
                case "pack" -> name = parts[1] + " " + parts[2];
                case "replace" -> replacements.put(parts[1], parts[2]);
                case "concept" -> concept(parts[1], parts[2], true);
                case "fact" -> concept(parts[1], parts[2], false);
                case "frame", "after", "widely" -> frame(parts);
                case "emergency", "urgent", "aftercare" -> rule(parts);
                default -> throw new IllegalArgumentException("line " + number + " begins with " + parts[0]);
            }
        }

        private void concept(String concept, String wording, boolean canBeDenied) {
            wordings.computeIfAbsent(concept, key -> new ArrayList<>()).add(wording);
            deniable.put(concept, canBeDenied);
        }

        private void frame(String[] line) {
            String[] parts = line[2].split("\\s+unless\\s+", 2);
            List<String> unless = parts.length == 1 ? List.of() : List.of(parts[1].split("\\s+"));
            Reach reach = Reach.valueOf(line[0].toUpperCase(Locale.ROOT));
            frames.add(new Frame(line[1], reach, expressions.add(expanded(parts[0])), unless));
        }

        private void rule(String[] parts) {
            List<String> signals = "-".equals(parts[1]) ? List.of() : List.of(parts[1].split(","));
            Triage.Level level = Triage.Level.valueOf(parts[0].toUpperCase(Locale.ROOT));
            rules.add(new Rule(parts[2], level, signals, List.of(parts[2].split("\\s+"))));
        }

        RulePack build() {
            Map<String, Concept> concepts = new LinkedHashMap<>();
            wordings.forEach((concept, list) -> concepts.put(
                    concept,
                    new Concept(
                            expressions.add(expanded(String.join("|", list))), deniable.getOrDefault(concept, true))));
            rules.forEach(rule -> rule.all().forEach(term -> checkNames(term, concepts)));
            frames.forEach(frame -> frame.unless().forEach(term -> checkNames(term, concepts)));
            return new RulePack(
                    name,
                    Map.copyOf(replacements),
                    Map.copyOf(concepts),
                    List.copyOf(frames),
                    List.copyOf(rules),
                    expressions.build());
        }

        private static void checkNames(String term, Map<String, Concept> concepts) {
            for (String concept : term.replace("!", "").split("\\|")) {
                if (!concepts.containsKey(concept)) {
                    throw new IllegalArgumentException("a rule names the concept " + concept + ", which is not there");
                }
            }
        }

        /** {@code ~6} stands for up to six characters of the same sentence. */
        private static String expanded(String wording) {
            return wording.replaceAll("~(\\d+)", "[^。！？!?\\\\n]{0,$1}");
        }
    }
}
