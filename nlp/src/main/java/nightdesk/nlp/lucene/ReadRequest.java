package nightdesk.nlp.lucene;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Lexicon.Entry;
import nightdesk.nlp.SearchRequest;
import nightdesk.nlp.SearchResult.Suggestion;
import nightdesk.nlp.SearchResult.Widened;
import nightdesk.nlp.search.FoldedText;
import nightdesk.nlp.search.Highlighter;
import nightdesk.nlp.search.SearchQuery;
import nightdesk.nlp.search.SearchQuery.Word;
import nightdesk.nlp.search.SearchSyntax;
import nightdesk.nlp.search.Wildcard;

/**
 * A request whose query is read and whose words are looked up in the lexicon.
 *
 * @param query what was typed
 * @param exact substring semantics
 * @param lexicon as it was when the request was read
 * @param entries for each word that is widened, the entries it may also be found by
 * @param widened what that adds, for show
 */
record ReadRequest(
        SearchQuery query, boolean exact, Lexicon lexicon, Map<Word, Set<Entry>> entries, List<Widened> widened) {

    static ReadRequest of(SearchRequest request, Lexicon current) {
        Lexicon lexicon = current.snapshot();
        if (request.exact()) {
            return new ReadRequest(SearchSyntax.exact(request.query()), true, lexicon, Map.of(), List.of());
        }
        SearchQuery query = SearchSyntax.parse(request.query());
        Set<FoldedText> asTheyAre =
                request.noAlias().stream().map(FoldedText::plain).collect(Collectors.toSet());
        Map<Word, Set<Entry>> entries = new HashMap<>();
        Map<String, Widened> widened = new LinkedHashMap<>();
        query.words().forEach(word -> {
            if (!word.verbatim() && !asTheyAre.contains(FoldedText.plain(word.text()))) {
                Set<Entry> spelled = lexicon.lookUp(word.text());
                if (!spelled.isEmpty()) {
                    entries.put(word, spelled);
                    widened.put(word.text(), widened(lexicon, word.text(), spelled));
                }
            }
        });
        return new ReadRequest(query, false, lexicon, entries, List.copyOf(widened.values()));
    }

    private static Widened widened(Lexicon lexicon, String word, Set<Entry> entries) {
        FoldedText folded = FoldedText.plain(word);
        return new Widened(
                word,
                entries.stream()
                        .flatMap(entry -> lexicon.spellings(entry).stream())
                        .filter(spelling -> !FoldedText.plain(spelling).equals(folded))
                        .distinct()
                        .toList());
    }

    /** Returns what else may have been meant by words that the lexicon does not know. */
    List<Suggestion> suggestions() {
        return query.wanted()
                .filter(word -> !word.verbatim() && !entries.containsKey(word))
                .map(word -> new Suggestion(word.text(), lexicon.suggestions(word.text())))
                .filter(suggestion -> !suggestion.instead().isEmpty())
                .distinct()
                .toList();
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

    Highlighter highlighter() {
        List<String> needles = new ArrayList<>();
        Set<Entry> wanted = query.wanted()
                .peek(word -> needles.add(word.text()))
                .flatMap(word -> entriesOf(word).stream())
                .collect(Collectors.toSet());
        List<Wildcard> patterns =
                query.patterns().map(pattern -> new Wildcard(pattern.text())).toList();
        return new Highlighter(lexicon, exact, needles, patterns, wanted);
    }
}
