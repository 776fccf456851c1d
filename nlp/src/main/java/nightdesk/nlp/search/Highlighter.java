package nightdesk.nlp.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Lexicon.Kind;
import nightdesk.nlp.SearchResult.Highlight;

/** Finds what matched in a text. Overlapping and touching places become one. */
public final class Highlighter {
    private final Lexicon lexicon;
    private final List<FoldedText> needles;
    private final Set<Entry> entries;

    /** An entry of the lexicon that was searched for. */
    public record Entry(Kind kind, String canonical) {}

    public Highlighter(Lexicon lexicon, List<String> needles, Set<Entry> entries) {
        this.lexicon = lexicon;
        this.needles = needles.stream().map(FoldedText::of).toList();
        this.entries = entries;
    }

    public List<Highlight> in(String text) {
        List<Highlight> found = new ArrayList<>();
        FoldedText folded = FoldedText.of(text);
        for (FoldedText needle : needles) {
            addOccurrences(folded, needle, found);
        }
        if (!entries.isEmpty()) {
            addSpellings(text, found);
        }
        return merged(found);
    }

    private static void addOccurrences(FoldedText text, FoldedText needle, List<Highlight> found) {
        for (int at = text.indexOf(needle, 0); at >= 0; at = text.indexOf(needle, at + 1)) {
            found.add(new Highlight(text.rawIndex(at), text.rawIndex(at + needle.length())));
        }
    }

    private void addSpellings(String text, List<Highlight> found) {
        for (Lexicon.Mention mention : lexicon.occurrences(text)) {
            if (entries.contains(new Entry(mention.kind(), mention.canonical()))) {
                found.add(new Highlight(mention.start(), mention.end()));
            }
        }
    }

    private static List<Highlight> merged(List<Highlight> found) {
        found.sort(Comparator.comparingInt(Highlight::start));
        List<Highlight> merged = new ArrayList<>();
        for (Highlight next : found) {
            Highlight last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && next.start() <= last.end()) {
                merged.removeLast();
                merged.add(new Highlight(last.start(), Math.max(last.end(), next.end())));
            } else {
                merged.add(next);
            }
        }
        return List.copyOf(merged);
    }
}
