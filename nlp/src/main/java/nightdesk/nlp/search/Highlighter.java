package nightdesk.nlp.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Lexicon.Entry;
import nightdesk.nlp.SearchResult.Highlight;

/** Finds what matched in a text. Overlapping and touching places become one. */
public final class Highlighter {
    private final Lexicon lexicon;
    private final List<FoldedText> needles;
    private final Set<Entry> entries;

    private final List<Wildcard> patterns;
    private final Function<String, FoldedText> fold;

    /**
     * @param exact compares as exact search does
     * @param entries of the lexicon that were searched for
     */
    public Highlighter(
            Lexicon lexicon, boolean exact, List<String> needles, List<Wildcard> patterns, Set<Entry> entries) {
        this.lexicon = lexicon;
        this.fold = exact ? FoldedText::of : FoldedText::plain;
        this.needles = needles.stream().map(fold).toList();
        this.patterns = patterns;
        this.entries = entries;
    }

    public List<Highlight> in(String text) {
        List<Highlight> found = new ArrayList<>();
        FoldedText folded = fold.apply(text);
        for (FoldedText needle : needles) {
            addOccurrences(folded, needle, found);
        }
        patterns.forEach(pattern -> addMatches(folded, pattern, found));
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

    private static void addMatches(FoldedText text, Wildcard pattern, List<Highlight> found) {
        String folded = text.text();
        Matcher matcher = pattern.pattern().matcher(folded);
        while (matcher.find()) {
            int start = folded.codePointCount(0, matcher.start());
            int end = folded.codePointCount(0, matcher.end());
            found.add(new Highlight(text.rawIndex(start), text.rawIndex(end)));
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
