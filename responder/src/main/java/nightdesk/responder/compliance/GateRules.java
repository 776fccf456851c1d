package nightdesk.responder.compliance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import nightdesk.nlp.RuleLines;
import nightdesk.responder.ComplianceGate.Verdict;

/**
 * The rules as read from their file; the head of the file explains its lines.
 *
 * @param name name and version
 * @param soundAlikes what is written to dodge a rule, and what it stands for
 * @param exempt wordings whose characters no rule may use
 * @param denials wordings that take the claim after them away, up to the end of the clause
 * @param rules in order
 */
record GateRules(
        String name, Map<String, String> soundAlikes, List<Pattern> exempt, List<Pattern> denials, List<Rule> rules) {

    /**
     * @param all each must be found in the sentence; the first one's words are the finding
     * @param unless none of these may be found in the sentence
     */
    record Rule(Verdict verdict, String category, String basis, List<Pattern> all, List<Pattern> unless) {}

    static GateRules load(String resource) {
        return parse(RuleLines.load(GateRules.class, resource));
    }

    static GateRules parse(List<String> lines) {
        Reader reader = new Reader();
        RuleLines.each(lines, reader::read);
        return reader.rules();
    }

    /** Collects the lines. */
    private static final class Reader {
        private String name = "unnamed";
        private final Map<String, String> soundAlikes = new LinkedHashMap<>();
        private final Map<String, String> words = new LinkedHashMap<>();
        private final Map<String, String> articles = new LinkedHashMap<>();
        private final List<Pattern> exempt = new ArrayList<>();
        private final List<Pattern> denials = new ArrayList<>();
        private final List<Rule> rules = new ArrayList<>();

        void read(String line, int number) {
            String[] parts = line.split("\\s+", 3);
            if (parts.length < 2) {
                throw new IllegalArgumentException("line " + number + " has one part, expected more");
            }
            String rest = parts.length == 3 ? parts[2] : "";
            switch (parts[0]) {
                case "pack" -> name = parts[1] + " " + rest;
                case "sounds" -> soundAlikes.put(parts[1], rest);
                case "words" -> words.merge(parts[1], rest, (a, b) -> a + "|" + b);
                case "article" -> articles.put(parts[1], rest);
                case "exempt" -> exempt.add(compile(after(line)));
                case "denial" -> denials.add(compile(after(line)));
                case "block", "rewrite" -> rule(parts[0], parts[1], rest, number);
                default -> throw new IllegalArgumentException("line " + number + " begins with " + parts[0]);
            }
        }

        private static String after(String line) {
            return line.split("\\s+", 2)[1];
        }

        private void rule(String verdict, String category, String rest, int number) {
            String[] parts = rest.split("\\s+", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("line " + number + " has no wording");
            }
            String[] sides = parts[1].split("\\s+unless\\s+", 2);
            rules.add(new Rule(
                    Verdict.valueOf(verdict.toUpperCase(Locale.ROOT)),
                    category,
                    basis(parts[0], number),
                    patterns(sides[0]),
                    sides.length == 1 ? List.of() : patterns(sides[1])));
        }

        private String basis(String keys, int number) {
            if ("-".equals(keys)) {
                return "";
            }
            List<String> basis = new ArrayList<>();
            for (String key : keys.split(",")) {
                String article = articles.get(key);
                if (article == null) {
                    throw new IllegalArgumentException("line " + number + " names the article " + key);
                }
                basis.add(article);
            }
            return String.join("；", basis);
        }

        private List<Pattern> patterns(String side) {
            List<Pattern> patterns = new ArrayList<>();
            for (String wording : side.split("\\s+&\\s+")) {
                patterns.add(compile(wording));
            }
            return List.copyOf(patterns);
        }

        /** {@code ~6} stands for up to six characters, {@code {name}} for a list of words. */
        private Pattern compile(String wording) {
            String regex = wording;
            for (Map.Entry<String, String> list : words.entrySet()) {
                regex = regex.replace("{" + list.getKey() + "}", "(?:" + list.getValue() + ")");
            }
            return Pattern.compile(regex.replaceAll("~(\\d+)", ".{0,$1}"));
        }

        GateRules rules() {
            return new GateRules(
                    name, Map.copyOf(soundAlikes), List.copyOf(exempt), List.copyOf(denials), List.copyOf(rules));
        }
    }
}
