package nightdesk.nlp.understanding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightdesk.nlp.RuleLines;
import nightdesk.nlp.Understanding.Stance;
import nightdesk.nlp.Wordings;

/**
 * The rules as read from their file; the head of the file explains its lines.
 *
 * @param name name and version
 * @param words what the message says, word for word
 * @param masks what the message says, with T for each treatment and P for each problem; the same numbers
 * @param frames what kind of message it is, by name
 * @param intents in order
 * @param places what is said around one treatment, with X for it and T for the others
 * @param stances in order; the first that fits decides
 */
record MeaningRules(
        String name,
        Wordings words,
        Wordings masks,
        Map<String, List<Rule>> frames,
        List<Rule> intents,
        Wordings places,
        List<StanceRule> stances) {

    /**
     * @param id name and line
     * @param value what it says
     * @param said expression of what must be found
     * @param unless expression of what must not
     */
    record Rule(String id, String value, int said, OptionalInt unless) {}

    /** How a stance is said. */
    record StanceRule(String id, Stance stance, int said, OptionalInt unless) {}

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
        private static final Pattern CAPITAL = Pattern.compile("[TP]");
        private static final Pattern CLASS = Pattern.compile("<([a-z]+)>");

        private String name = "unnamed";
        private final Map<String, String> classes = new LinkedHashMap<>();
        private final Wordings.Builder words = new Wordings.Builder();
        private final Wordings.Builder masks = new Wordings.Builder();
        private final Wordings.Builder places = new Wordings.Builder();
        private final Map<String, List<Rule>> frames = new LinkedHashMap<>();
        private final List<Rule> intents = new ArrayList<>();
        private final List<StanceRule> stances = new ArrayList<>();

        void read(String line, int number) {
            String[] head = line.split("\\s+", 3);
            if (head.length < 3) {
                throw new IllegalArgumentException("line " + number + " has " + head.length + " parts, expected 3");
            }
            String id = head[1] + "@" + number;
            String[] sides = head[2].split("\\s+unless\\s+", 2);
            switch (head[0]) {
                case "pack" -> name = head[1] + " " + head[2];
                case "class" -> classes.put(head[1], "(?:" + expanded(head[2]) + ")");
                case "frame" ->
                    frames.computeIfAbsent(head[1], any -> new ArrayList<>()).add(rule(id, head[1], sides));
                case "intent" -> intents.add(rule(id, head[1], sides));
                case "stance" -> stances.add(stance(id, head[1], sides));
                default -> throw new IllegalArgumentException("line " + number + " begins with " + head[0]);
            }
        }

        private Rule rule(String id, String value, String[] sides) {
            OptionalInt unless = sides.length == 1 ? OptionalInt.empty() : OptionalInt.of(add(sides[1]));
            return new Rule(id, value, add(sides[0]), unless);
        }

        private StanceRule stance(String id, String value, String[] sides) {
            Stance stance = Stance.valueOf(value.toUpperCase(Locale.ROOT));
            OptionalInt unless =
                    sides.length == 1 ? OptionalInt.empty() : OptionalInt.of(places.add(expanded(sides[1])));
            return new StanceRule(id, stance, places.add(expanded(sides[0])), unless);
        }

        /** An alternative that speaks of T or P is for the masked text, every other for the words. */
        private int add(String wording) {
            List<String> plain = new ArrayList<>();
            List<String> masked = new ArrayList<>();
            for (String alternative : Wordings.alternatives(expanded(wording))) {
                (CAPITAL.matcher(alternative).find() ? masked : plain).add(alternative);
            }
            words.add(plain);
            return masks.add(masked);
        }

        /** {@code ~6} = up to six characters of the same sentence, {@code `6} of the same clause, {@code #6} and no other treatment. */
        private String expanded(String wording) {
            String spaced = wording.replaceAll("~(\\d+)", "[^。！？!?；;\\\\n]{0,$1}")
                    .replaceAll("`(\\d+)", "[^。！？!?；;，,\\\\s]{0,$1}")
                    .replaceAll("#(\\d+)", "[^TX。！？!?；;，,\\\\s]{0,$1}");
            return CLASS.matcher(spaced).replaceAll(match -> Matcher.quoteReplacement(known(match.group(1))));
        }

        private String known(String className) {
            String wording = classes.get(className);
            if (wording == null) {
                throw new IllegalArgumentException("no class " + className + " above");
            }
            return wording;
        }

        MeaningRules rules() {
            return new MeaningRules(
                    name,
                    words.build(),
                    masks.build(),
                    Map.copyOf(frames),
                    List.copyOf(intents),
                    places.build(),
                    List.copyOf(stances));
        }
    }
}
