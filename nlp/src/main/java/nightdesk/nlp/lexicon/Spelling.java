package nightdesk.nlp.lexicon;

import nightdesk.nlp.ChineseText;

/** What counts as the same spelling, and where a Latin word ends. */
final class Spelling {
    private Spelling() {}

    /** Folds case, width and traditional characters, one character to one, so that positions stay. */
    static String fold(String text) {
        char[] folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = (char) ChineseText.folded(folded[i]);
        }
        return new String(folded);
    }

    /** Returns whether nothing of the text's own word hangs on either end: bns in 打bns了, not in ibns. */
    static boolean standsAlone(String folded, int start, int end) {
        return !joined(folded, start - 1, start) && !joined(folded, end - 1, end);
    }

    static boolean isHan(char c) {
        return c >= '一' && c <= '\u9FFF';
    }

    static boolean isHan(String text) {
        return text.chars().allMatch(c -> isHan((char) c));
    }

    private static boolean joined(String text, int left, int right) {
        if (left < 0 || right >= text.length()) {
            return false;
        }
        char a = text.charAt(left);
        char b = text.charAt(right);
        return (isLetter(a) && isLetter(b)) || (isDigit(a) && isDigit(b));
    }

    static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
