package nightdesk.nlp.search;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import nightdesk.nlp.ChineseText;

/**
 * A text as search compares it: code points in lower case, one for one, so that each still knows its place in the raw
 * text. Two texts are the same to a search exactly when these code points are.
 */
public final class FoldedText {
    private final int[] points;
    private final int[] starts;

    private FoldedText(int[] points, int[] starts) {
        this.points = points;
        this.starts = starts;
    }

    public static FoldedText of(String raw) {
        return folded(raw, Character::toLowerCase);
    }

    /** Also folds width and traditional characters, one for one: what smart search compares. */
    public static FoldedText plain(String raw) {
        return folded(raw, ChineseText::folded);
    }

    private static FoldedText folded(String raw, IntUnaryOperator fold) {
        int[] points = new int[raw.length()];
        int[] starts = new int[raw.length() + 1];
        int length = 0;
        int at = 0;
        while (at < raw.length()) {
            int point = raw.codePointAt(at);
            points[length] = fold.applyAsInt(point);
            starts[length++] = at;
            at += Character.charCount(point);
        }
        starts[length] = at;
        return new FoldedText(Arrays.copyOf(points, length), Arrays.copyOf(starts, length + 1));
    }

    /** Returns the folded text. */
    public String text() {
        return new String(points, 0, points.length);
    }

    public int length() {
        return points.length;
    }

    public int point(int index) {
        return points[index];
    }

    /** Returns the UTF-16 index in the raw text where this code point begins; of {@link #length()}, where the text ends. */
    public int rawIndex(int index) {
        return starts[index];
    }

    /** Returns where the needle next stands at or after {@code from}; -1 when nowhere. */
    public int indexOf(FoldedText needle, int from) {
        for (int at = from; at <= points.length - needle.points.length; at++) {
            if (Arrays.equals(points, at, at + needle.points.length, needle.points, 0, needle.points.length)) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FoldedText text && Arrays.equals(points, text.points);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(points);
    }
}
