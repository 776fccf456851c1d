package nightdesk.responder.compliance;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nightdesk.nlp.ChineseText;

/**
 * A sentence as it sounds, with the place each character came from.
 *
 * @param original as written
 * @param text as read
 * @param origin for each character of {@code text}, its index in {@code original}
 * @param replaced the characters that were written differently
 * @param gaps the characters before which something was taken out
 */
record Reading(String original, String text, List<Integer> origin, BitSet replaced, BitSet gaps) {
    /** Signs that mean something between digits or letters, and nothing between Chinese characters. */
    private static final String BETWEEN = "-~/|+=#*·•.…_^'`\"&<>";

    private static final String KEPT = "，,、%:()“”‘’《》—–;!?。→「」【】";

    /** Half width, lower case, simplified. */
    static Reading plain(String sentence) {
        Writer writer = new Writer(sentence);
        int at = 0;
        while (at < sentence.length()) {
            int c = sentence.codePointAt(at);
            String written = Character.toString(c);
            String plain = ChineseText.plain(written);
            boolean differs = Character.isLetterOrDigit(c) && !plain.equals(written.toLowerCase(Locale.ROOT));
            writer.put(plain, at, at, differs);
            at += Character.charCount(c);
        }
        return writer.reading();
    }

    /** Without what was put between the characters, and with the sound-alikes put right. */
    Reading unmasked(Map<String, String> soundAlikes) {
        Reading bare = bare();
        Writer writer = new Writer(original);
        int at = 0;
        while (at < bare.text.length()) {
            if (bare.gaps.get(at)) {
                writer.gap();
            }
            String wrong = longest(bare.text, at, soundAlikes);
            if (wrong.isEmpty()) {
                writer.put(
                        bare.text.substring(at, at + 1),
                        bare.origin.get(at),
                        bare.origin.get(at),
                        bare.replaced.get(at));
                at++;
            } else {
                int last = at + wrong.length() - 1;
                writer.put(soundAlikes.getOrDefault(wrong, wrong), bare.origin.get(at), bare.origin.get(last), true);
                at = last + 1;
            }
        }
        return writer.reading();
    }

    /** Returns the words as written that this part of the reading came from. */
    String words(int start, int end) {
        int last = origin.get(end - 1);
        return original.substring(origin.get(start), original.offsetByCodePoints(last, 1));
    }

    /** Returns whether this part was written so as not to be recognised. */
    boolean masked(int start, int end) {
        int change = replaced.nextSetBit(start);
        int gap = gaps.nextSetBit(start + 1);
        return (change >= 0 && change < end) || (gap >= 0 && gap < end);
    }

    private Reading bare() {
        Writer writer = new Writer(original);
        for (int i = 0; i < text.length(); i++) {
            if (isKept(i)) {
                writer.put(text.substring(i, i + 1), origin.get(i), origin.get(i), replaced.get(i));
            } else {
                writer.gap();
            }
        }
        return writer.reading();
    }

    private boolean isKept(int at) {
        char c = text.charAt(at);
        if (Character.isLetterOrDigit(c) || KEPT.indexOf(c) >= 0) {
            return true;
        }
        return BETWEEN.indexOf(c) >= 0 && (isAscii(at - 1) || isAscii(at + 1));
    }

    private boolean isAscii(int at) {
        return at >= 0 && at < text.length() && text.charAt(at) < 128 && Character.isLetterOrDigit(text.charAt(at));
    }

    private static String longest(String text, int at, Map<String, String> soundAlikes) {
        String best = "";
        for (String wrong : soundAlikes.keySet()) {
            if (wrong.length() > best.length() && text.startsWith(wrong, at) && standsAlone(text, at, wrong)) {
                best = wrong;
            }
        }
        return best;
    }

    /** Latin letters are an abbreviation only as a whole word: bz, not the bz of subzero. */
    private static boolean standsAlone(String text, int at, String wrong) {
        int end = at + wrong.length();
        boolean before = at > 0 && isLatin(text.charAt(at)) && isLatin(text.charAt(at - 1));
        boolean after = end < text.length() && isLatin(text.charAt(end - 1)) && isLatin(text.charAt(end));
        return !before && !after;
    }

    private static boolean isLatin(char c) {
        return c >= 'a' && c <= 'z';
    }

    /** Collects characters with their origin. */
    private static final class Writer {
        private final String original;
        private final StringBuilder text = new StringBuilder();
        private final List<Integer> origin = new ArrayList<>();
        private final BitSet replaced = new BitSet();
        private final BitSet gaps = new BitSet();

        Writer(String original) {
            this.original = original;
        }

        void put(String piece, int first, int last, boolean differs) {
            for (int i = 0; i < piece.length(); i++) {
                replaced.set(text.length(), differs);
                text.append(piece.charAt(i));
                origin.add(i == piece.length() - 1 ? last : first);
            }
        }

        void gap() {
            gaps.set(text.length());
        }

        Reading reading() {
            return new Reading(original, text.toString(), List.copyOf(origin), replaced, gaps);
        }
    }
}
