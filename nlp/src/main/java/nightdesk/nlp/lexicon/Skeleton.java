package nightdesk.nlp.lexicon;

import org.jspecify.annotations.Nullable;

/**
 * A text without the symbols that were put between Chinese characters to hide a word (热.玛.吉, 热 玛 吉), and where each
 * character stood.
 */
final class Skeleton {
    private static final String SYMBOLS = ".·•*_-~+|^`@&=・⋅∙●○◦☆★";
    private static final String INVISIBLE = "\u200b\u200c\u200d\ufeff\u00ad\u2060";
    private static final int MIN_LENGTH = 3;
    private static final int MAX_RUN = 2;

    private final String text;

    /** Where each character stood. */
    private final int[] places;

    private Skeleton(String text, int[] places) {
        this.text = text;
        this.places = places;
    }

    /** Returns null when no symbol stands between Chinese characters. */
    static @Nullable Skeleton of(String folded) {
        int[] places = new int[folded.length()];
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < folded.length(); i++) {
            int run = kept.isEmpty() ? 0 : run(folded, i);
            i += run;
            places[kept.length()] = i;
            kept.append(folded.charAt(i));
        }
        if (kept.length() == folded.length()) {
            return null;
        }
        return new Skeleton(kept.toString(), places);
    }

    /** Returns how many symbols stand from here to the next Chinese character, after one; 0 when it is not like that. */
    private static int run(String text, int at) {
        int end = at;
        while (end < text.length() && end - at <= MAX_RUN && isSymbol(text.charAt(end))) {
            end++;
        }
        boolean between = end > at && end - at <= MAX_RUN && end < text.length() && Spelling.isHan(text.charAt(end));
        return between && Spelling.isHan(text.charAt(at - 1)) ? end - at : 0;
    }

    private static boolean isSymbol(char c) {
        return c == ' ' || SYMBOLS.indexOf(c) >= 0 || INVISIBLE.indexOf(c) >= 0;
    }

    /** Returns whether a phrase found here is one that was pulled apart: blanks alone part words, unless they part all. */
    boolean hidesPhrase(String folded, int start, int end) {
        if (end - start < MIN_LENGTH || !Spelling.isHan(text.substring(start, end))) {
            return false;
        }
        int gaps = 0;
        boolean blank = false;
        for (int i = start + 1; i < end; i++) {
            if (places[i] - places[i - 1] > 1) {
                gaps++;
                blank |= folded.charAt(places[i - 1] + 1) == ' ';
            }
        }
        return gaps > 0 && (!blank || gaps == end - start - 1);
    }

    String text() {
        return text;
    }

    int start(int at) {
        return places[at];
    }

    int end(int at) {
        return places[at - 1] + 1;
    }
}
