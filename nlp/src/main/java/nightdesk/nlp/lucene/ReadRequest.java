package nightdesk.nlp.lucene;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.SearchRequest;
import nightdesk.nlp.SearchResult.Widened;
import nightdesk.nlp.search.FoldedText;
import nightdesk.nlp.search.Highlighter;
import nightdesk.nlp.search.Highlighter.Entry;
import nightdesk.nlp.search.SearchQuery;
import nightdesk.nlp.search.SearchQuery.Word;
import nightdesk.nlp.search.SearchSyntax;

/**
 * A request whose query is read and whose words are looked up in the lexicon.
 *
 * @param query the clauses
 * @param entries for each word that is widened, the entries it may also be found by
 * @param widened what that adds, for show
 */
record ReadRequest(SearchQuery query, Map<Word, Set<Entry>> entries, List<Widened> widened) {

    static ReadRequest of(SearchRequest request, Lexicon lexicon) {
        if (request.exact()) {
            return new ReadRequest(SearchSyntax.exact(request.query()), Map.of(), List.of());
        }
        SearchQuery query = SearchSyntax.parse(request.query());
        Set<FoldedText> asTheyAre =
                request.noAlias().stream().map(FoldedText::of).collect(Collectors.toSet());
        Map<Word, Set<Entry>> entries = new HashMap<>();
        Map<String, Widened> widened = new LinkedHashMap<>();
        query.clauses().stream().flatMap(clause -> clause.anyOf().stream()).forEach(word -> {
            if (!word.verbatim() && !asTheyAre.contains(FoldedText.of(word.text()))) {
                Set<Entry> spelled = entriesOf(lexicon, word.text());
                if (!spelled.isEmpty()) {
                    entries.put(word, spelled);
                    widened.put(word.text(), widened(lexicon, word.text()));
                }
            }
        });
        return new ReadRequest(query, entries, List.copyOf(widened.values()));
    }

    private static Set<Entry> entriesOf(Lexicon lexicon, String word) {
        return lexicon.occurrences(word).stream()
                .filter(mention -> mention.start() == 0 && mention.end() == word.length())
                .map(mention -> new Entry(mention.kind(), mention.canonical()))
                .collect(Collectors.toSet());
    }

    private static Widened widened(Lexicon lexicon, String word) {
        FoldedText folded = FoldedText.of(word);
        return new Widened(
                word,
                lexicon.spellings(word).stream()
                        .filter(spelling -> !FoldedText.of(spelling).equals(folded))
                        .toList());
    }

    Set<Entry> entriesOf(Word word) {
        return entries.getOrDefault(word, Set.of());
    }

    /** Returns whether hits differ in score: a single character says nothing about how well a message fits. */
    boolean ranks() {
        return query.wanted()
                .anyMatch(word -> FoldedText.of(word.text()).length() > 1
                        || !entriesOf(word).isEmpty());
    }

    Highlighter highlighter(Lexicon lexicon) {
        List<String> needles = new ArrayList<>();
        Set<Entry> wanted = query.wanted()
                .peek(word -> needles.add(word.text()))
                .flatMap(word -> entriesOf(word).stream())
                .collect(Collectors.toSet());
        return new Highlighter(lexicon, needles, wanted);
    }
}
