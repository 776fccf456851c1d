package nightdesk.nlp.lucene;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Set;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.SearchFilter;
import nightdesk.nlp.SearchRequest;
import nightdesk.nlp.SearchRequest.Order;
import nightdesk.nlp.lexicon.LexiconConfiguration;

/** Opens indexes for tests. */
final class TestIndex {
    static final Lexicon LEXICON = new LexiconConfiguration().lexicon();
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private TestIndex() {}

    static LuceneMessageIndex open(Path directory) {
        return open(directory, LEXICON);
    }

    static LuceneMessageIndex open(Path directory, Lexicon lexicon) {
        return open(directory, lexicon, new MergedPatients());
    }

    static LuceneMessageIndex open(Path directory, Lexicon lexicon, MergedPatients merged) {
        WordCutter cutter = new WordCutter();
        IndexStorage storage = IndexStorage.open(directory, new MessageDocuments(lexicon, cutter), Clock.systemUTC());
        return new LuceneMessageIndex(storage, cutter, lexicon, SHANGHAI, merged);
    }

    static SearchRequest exact(String query) {
        return new SearchRequest(query, true, Set.of(), SearchFilter.NONE, Order.RELEVANCE, 0, 20);
    }

    static SearchRequest smart(String query) {
        return smart(query, SearchFilter.NONE);
    }

    static SearchRequest smart(String query, SearchFilter filter) {
        return new SearchRequest(query, false, Set.of(), filter, Order.RELEVANCE, 0, 20);
    }
}
