package nightdesk.dashboard.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A small grammar: lists of sentences in which {@code {x}} is filled in and {@code (a|b|)} is a choice. */
final class Wording {
    private final Map<String, List<String>> lists;

    Wording(List<String> lines) {
        Map<String, List<String>> read = new HashMap<>();
        String name = "";
        for (String line : lines) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            if (isTitle(line)) {
                name = line.substring(1, line.length() - 1);
            } else {
                read.computeIfAbsent(name, key -> new ArrayList<>()).add(line);
            }
        }
        lists = Map.copyOf(read);
    }

    /** A title is a name in Latin letters; {@code [图片]} is a sentence. */
    private static boolean isTitle(String line) {
        return line.matches("\\[[a-z0-9-]+]");
    }

    boolean has(String name) {
        return lists.containsKey(name);
    }

    /**
     * Returns one wording of a list.
     *
     * @param own lists that come before the grammar's, e.g. those of the treatment at hand
     * @throws IllegalStateException naming the list that does not exist
     */
    String say(String name, Map<String, List<String>> own, Dice dice) {
        List<String> wordings = own.getOrDefault(name, lists.getOrDefault(name, List.of()));
        if (wordings.isEmpty()) {
            throw new IllegalStateException("the sample has no list '" + name + "'");
        }
        return fill(dice.pick(wordings), own, dice);
    }

    private String fill(String sentence, Map<String, List<String>> own, Dice dice) {
        StringBuilder said = new StringBuilder();
        int at = 0;
        while (at < sentence.length()) {
            char c = sentence.charAt(at);
            if (c == '{') {
                int end = sentence.indexOf('}', at);
                said.append(say(sentence.substring(at + 1, end), own, dice));
                at = end + 1;
            } else if (c == '(') {
                int end = closing(sentence, at);
                List<String> choices = choices(sentence.substring(at + 1, end));
                said.append(fill(dice.pick(choices), own, dice));
                at = end + 1;
            } else {
                said.append(c);
                at++;
            }
        }
        return said.toString();
    }

    private static int closing(String sentence, int open) {
        int depth = 0;
        for (int i = open; i < sentence.length(); i++) {
            depth += sentence.charAt(i) == '(' ? 1 : sentence.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalStateException("the sample has an open bracket: " + sentence);
    }

    private static List<String> choices(String inner) {
        List<String> choices = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == '|' && depth == 0) {
                choices.add(inner.substring(start, i));
                start = i + 1;
            }
        }
        choices.add(inner.substring(start));
        return choices;
    }
}
