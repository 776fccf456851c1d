package nightdesk.nlp.lexicon;

/** What counts as the same spelling, and where a Latin word ends. */
final class Spelling {
    private static final int FULL_WIDTH_OFFSET = '！' - '!';

    private Spelling() {}

    /** Folds case and width, one character to one, so that positions stay. */
    static String fold(String text) {
        char[] folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = fold(folded[i]);
        }
        return new String(folded);
    }

    private static char fold(char c) {
        if (c >= '！' && c <= '～') {
            return Character.toLowerCase((char) (c - FULL_WIDTH_OFFSET));
        }
        return c == '\u3000' ? ' ' : Character.toLowerCase(c);
    }

    /** Returns whether nothing of the text's own word hangs on either end: bns in 打bns了, not in ibns. */
    static boolean standsAlone(String folded, int start, int end) {
        return !joined(folded, start - 1, start) && !joined(folded, end - 1, end);
    }

    private static boolean joined(String text, int left, int right) {
        if (left < 0 || right >= text.length()) {
            return false;
        }
        char a = text.charAt(left);
        char b = text.charAt(right);
        return (isLetter(a) && isLetter(b)) || (isDigit(a) && isDigit(b));
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
