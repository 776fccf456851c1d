package nightdesk.responder.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nightdesk.nlp.RuleLines;

/**
 * How questions are read; the head of the file explains its lines.
 *
 * @param name name and version
 * @param sounds what is written wrong or in Latin letters, and what it means
 * @param filler what says nothing
 * @param families treatments that answer for each other
 * @param refusals questions that knowledge does not answer
 * @param aspects what may be asked
 */
record QuestionRules(
        String name,
        Map<String, String> sounds,
        Pattern filler,
        List<Set<String>> families,
        List<Refusal> refusals,
        List<Aspect> aspects) {

    /**
     * A question that knowledge does not answer.
     *
     * @param always false = an item that asks almost the same may answer it
     */
    record Refusal(String name, boolean always, Pattern asked, Optional<Pattern> unless) {
        boolean refuses(String text) {
            return asked.matcher(text).find()
                    && unless.map(pattern -> !pattern.matcher(text).find()).orElse(true);
        }
    }

    /** How an aspect binds. */
    enum Bond {
        /** A condition of the patient: the item's question itself must be about it. */
        GUARD,
        /** What is true of one treatment says nothing of another. */
        BOUND,
        /** Bound, and the item's question must name the treatment. */
        OWN,
        /** May hold for all treatments. */
        ASPECT,
        /** Counts only where nothing else is asked. */
        LONE
    }

    /**
     * @param asked how it is asked
     * @param evidence what an item says that speaks of it
     */
    record Aspect(String name, Bond bond, Pattern asked, Pattern evidence) {
        boolean guard() {
            return bond == Bond.GUARD;
        }
    }

    static QuestionRules load(String resource) {
        return parse(RuleLines.load(QuestionRules.class, resource));
    }

    static QuestionRules parse(List<String> lines) {
        Reader reader = new Reader();
        RuleLines.each(lines, reader::read);
        return reader.rules();
    }

    /** Collects the lines. */
    private static final class Reader {
        private String name = "unnamed";
        private final Map<String, String> sounds = new LinkedHashMap<>();
        private final List<String> filler = new ArrayList<>();
        private final List<Set<String>> families = new ArrayList<>();
        private final List<Refusal> refusals = new ArrayList<>();
        private final List<Aspect> aspects = new ArrayList<>();

        void read(String line, int number) {
            String[] parts = line.split("\\s+", 3);
            String second = parts.length > 1 ? parts[1] : "";
            String rest = parts.length > 2 ? parts[2] : "";
            switch (parts[0]) {
                case "pack" -> name = second + " " + rest;
                case "sounds" -> sounds.put(second, rest);
                case "filler" -> filler.add(second);
                case "family" -> families.add(Set.of(second.split(",")));
                case "refuse", "doubt" -> refusals.add(refusal(second, rest, "refuse".equals(parts[0])));
                case "guard", "bound", "own", "aspect", "lone" -> aspects.add(aspect(parts, number));
                default -> throw new IllegalArgumentException("line " + number + " begins with " + parts[0]);
            }
        }

        private static Refusal refusal(String name, String rest, boolean always) {
            String[] sides = rest.split("\\s+unless\\s+", 2);
            return new Refusal(
                    name,
                    always,
                    compile(sides[0]),
                    sides.length == 1 ? Optional.empty() : Optional.of(compile(sides[1])));
        }

        private static Aspect aspect(String[] parts, int number) {
            String[] sides = parts[2].split("\\s+=>\\s+", 2);
            if (sides.length < 2) {
                throw new IllegalArgumentException("line " + number + " has no =>");
            }
            return new Aspect(
                    parts[1], Bond.valueOf(parts[0].toUpperCase(Locale.ROOT)), compile(sides[0]), compile(sides[1]));
        }

        private static Pattern compile(String wording) {
            return Pattern.compile(wording.replaceAll("~(\\d+)", "[^。！？!?\\\\n]{0,$1}"));
        }

        QuestionRules rules() {
            return new QuestionRules(
                    name,
                    Map.copyOf(sounds),
                    Pattern.compile(filler.isEmpty() ? "(?!)" : String.join("|", filler)),
                    List.copyOf(families),
                    List.copyOf(refusals),
                    List.copyOf(aspects));
        }
    }
}
