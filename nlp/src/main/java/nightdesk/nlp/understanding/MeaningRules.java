package nightdesk.nlp.understanding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import nightdesk.nlp.RuleLines;
import nightdesk.nlp.Understanding.Stance;

/**
 * The rules as read from their file; the head of the file explains its lines.
 *
 * @param name name and version
 * @param intents in order
 * @param stances in order; the first that fits decides
 * @param complaint a grievance against us
 * @param act wants to act
 * @param cold no lead
 */
record MeaningRules(
        String name, List<Intent> intents, List<StanceRule> stances, Pattern complaint, Pattern act, Pattern cold) {

    /** How an intent is said. */
    record Intent(String name, Pattern said, Optional<Pattern> unless) {
        boolean isIn(String text) {
            return said.matcher(text).find()
                    && unless.map(pattern -> !pattern.matcher(text).find()).orElse(true);
        }
    }

    /** How a stance is said; {@code X} in the wording stands for the treatment. */
    record StanceRule(Stance stance, Pattern said) {}

    static MeaningRules load(String resource) {
        return parse(RuleLines.load(MeaningRules.class, resource));
    }

    static MeaningRules parse(List<String> lines) {
        Reader reader = new Reader();
        RuleLines.each(lines, reader::read);
        return reader.rules();
    }

    /** Collects the lines. */
    private static final class Reader {
        private String name = "unnamed";
        private final List<Intent> intents = new ArrayList<>();
        private final List<StanceRule> stances = new ArrayList<>();
        private Pattern complaint = compile("(?!)");
        private Pattern act = compile("(?!)");
        private Pattern cold = compile("(?!)");

        void read(String line, int number) {
            String[] head = line.split("\\s+", 2);
            String rest = head.length > 1 ? head[1] : "";
            switch (head[0]) {
                case "pack" -> name = rest;
                case "intent" -> intents.add(intent(rest.split("\\s+", 2)));
                case "stance" -> stances.add(stance(rest.split("\\s+", 2)));
                case "complaint" -> complaint = compile(rest);
                case "act" -> act = compile(rest);
                case "cold" -> cold = compile(rest);
                default -> throw new IllegalArgumentException("line " + number + " begins with " + head[0]);
            }
        }

        private static Intent intent(String[] parts) {
            String[] sides = parts[1].split("\\s+unless\\s+", 2);
            return new Intent(
                    parts[0], compile(sides[0]), sides.length == 1 ? Optional.empty() : Optional.of(compile(sides[1])));
        }

        private static StanceRule stance(String[] parts) {
            return new StanceRule(Stance.valueOf(parts[0].toUpperCase(Locale.ROOT)), compile(parts[1]));
        }

        private static Pattern compile(String wording) {
            return Pattern.compile(wording.replaceAll("~(\\d+)", "[^。！？!?；;\\\\n]{0,$1}"));
        }

        MeaningRules rules() {
            return new MeaningRules(name, List.copyOf(intents), List.copyOf(stances), complaint, act, cold);
        }
    }
}
