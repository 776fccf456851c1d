package nightdesk.nlp.lexicon;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A spelling, and the words of which one must stand in the same message, if any.
 *
 * @param text as people write it
 * @param needs folded; empty = it counts anywhere
 */
record Alias(String text, List<String> needs) {
    private static final Pattern GUARDED = Pattern.compile("(.+?)\\[([^\\[\\]]+)]");

    /** Reads {@code 大V[线/提]} or a plain spelling. */
    static Alias of(String written) {
        Matcher guarded = GUARDED.matcher(written);
        if (!guarded.matches()) {
            return new Alias(written, List.of());
        }
        List<String> needs = Arrays.stream(guarded.group(2).split("[/、]"))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(Spelling::fold)
                .toList();
        return new Alias(guarded.group(1), needs);
    }

    String folded() {
        return Spelling.fold(text);
    }

    /** Returns whether one of the words it needs stands in the text outside the alias itself. */
    static boolean allowed(List<String> needs, String folded, int start, int end) {
        if (needs.isEmpty()) {
            return true;
        }
        for (String word : needs) {
            for (int at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
                if (at >= end || at + word.length() <= start) {
                    return true;
                }
            }
        }
        return false;
    }
}
