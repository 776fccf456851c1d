package nightdesk.nlp.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A word with gaps: {@code *} for up to {@link #MAX_GAP} characters, {@code ?} for exactly one. */
public final class Wildcard {
    /** What {@code *} stands for at the most, in characters. */
    public static final int MAX_GAP = 20;

    private final Pattern pattern;
    private final List<FoldedText> pieces = new ArrayList<>();

    public Wildcard(String text) {
        StringBuilder regex = new StringBuilder();
        StringBuilder piece = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (point == '*' || point == '?') {
                close(piece, regex);
                regex.append(point == '?' ? "." : ".{0," + MAX_GAP + "}");
            } else {
                piece.appendCodePoint(point);
            }
        });
        close(piece, regex);
        pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private void close(StringBuilder piece, StringBuilder regex) {
        if (!piece.isEmpty()) {
            FoldedText folded = FoldedText.plain(piece.toString());
            pieces.add(folded);
            regex.append(Pattern.quote(folded.text()));
            piece.setLength(0);
        }
    }

    /** Returns what stands between the gaps: each of them occurs in what matches. */
    public List<FoldedText> pieces() {
        return List.copyOf(pieces);
    }

    /** Returns whether it occurs in a text. */
    public boolean isIn(String text) {
        return pattern.matcher(FoldedText.plain(text).text()).find();
    }

    Pattern pattern() {
        return pattern;
    }
}
