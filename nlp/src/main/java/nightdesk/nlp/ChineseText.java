package nightdesk.nlp;

import java.text.Normalizer;
import java.util.Locale;

/** One plain spelling of Chinese text: half width, lower case, simplified characters. */
public final class ChineseText {
    private static final char[] SIMPLIFIED = table();

    private static final int FULL_WIDTH_OFFSET = '！' - '!';

    private ChineseText() {}

    /** Returns the text in half width, lower case and simplified characters. Lengths may change. */
    public static String plain(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return simplified(folded);
    }

    /**
     * Returns the text in half width, lower case and simplified characters, one UTF-16 unit for one, so that places in
     * it are places in the text. What would change its length stays as it is.
     */
    public static String aligned(String text) {
        char[] out = text.toCharArray();
        for (int i = 0; i < out.length; i++) {
            out[i] = Aligned.TABLE[out[i]];
        }
        return new String(out);
    }

    /** The aligned form of each UTF-16 unit, made when first needed. */
    private static final class Aligned {
        private static final char[] TABLE = table();

        private static char[] table() {
            char[] table = new char[Character.MAX_VALUE + 1];
            for (char c = 0; c < Character.MAX_VALUE; c++) {
                String plain = Character.isSurrogate(c) ? "" : plain(String.valueOf(c));
                table[c] = plain.length() == 1 ? plain.charAt(0) : c;
            }
            table[Character.MAX_VALUE] = Character.MAX_VALUE;
            return table;
        }
    }

    /** Returns the text with traditional characters replaced, one for one. */
    public static String simplified(String text) {
        char[] characters = text.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            characters[i] = SIMPLIFIED[characters[i]];
        }
        return new String(characters);
    }

    /**
     * Returns what stands for a code point where spellings are compared: lower case, half width, simplified. One for
     * one, so that places stay, and the same again when asked twice.
     */
    public static int folded(int point) {
        if (point > Character.MAX_VALUE) {
            return Character.toLowerCase(point);
        }
        int narrow = point >= '！' && point <= '～' ? point - FULL_WIDTH_OFFSET : point == '\u3000' ? ' ' : point;
        return SIMPLIFIED[(char) Character.toLowerCase(narrow)];
    }

    private static char[] table() {
        char[] table = new char[Character.MAX_VALUE + 1];
        for (int c = 0; c < table.length; c++) {
            table[c] = (char) c;
        }
        RuleLines.each(RuleLines.load(ChineseText.class, "/nightdesk/nlp/traditional.txt"), (line, number) -> {
            for (int i = 0; i + 1 < line.length(); i += 2) {
                table[line.charAt(i)] = line.charAt(i + 1);
            }
        });
        return table;
    }
}
