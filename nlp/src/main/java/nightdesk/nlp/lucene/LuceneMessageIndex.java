package nightdesk.nlp.lucene;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightdesk.ingest.ChatMessage;
import nightdesk.nlp.Askers;
import nightdesk.nlp.Askers.Asker;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.MessageIndex;
import nightdesk.nlp.SearchRequest;
import nightdesk.nlp.SearchRequest.Order;
import nightdesk.nlp.SearchResult;
import nightdesk.nlp.SearchResult.Hit;
import nightdesk.nlp.lucene.BestHits.Scored;
import nightdesk.nlp.search.Highlighter;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;

/** The message index on Lucene. A search reads its hits once, for the figures and for the best ones. */
final class LuceneMessageIndex implements MessageIndex, AutoCloseable {
    private static final int MAX_SPELLINGS = 500;

    private final Lexicon lexicon;
    private final ZoneId zone;
    private final IndexStorage storage;
    private final MessageQueries queries;
    private final MergedPatients merged;

    LuceneMessageIndex(IndexStorage storage, WordCutter cutter, Lexicon lexicon, ZoneId zone, MergedPatients merged) {
        this.merged = merged;
        this.storage = storage;
        this.queries = new MessageQueries(cutter, zone);
        this.lexicon = lexicon;
        this.zone = zone;
    }

    @Override
    public void index(List<ChatMessage> messages) {
        Map<String, MessageRecord> latest = LinkedHashMap.newLinkedHashMap(messages.size());
        messages.forEach(message -> latest.merge(
                message.messageId(), MessageRecord.of(message), (before, now) -> before.isRecalled() ? before : now));
        storage.put(latest.values());
    }

    /** Takes in those of these messages whose id it does not know. */
    void addMissing(List<ChatMessage> messages) {
        storage.putMissing(messages.stream().map(MessageRecord::of).toList());
    }

    @Override
    public int readAgain(int limit) {
        Set<String> changed = lexicon.lastChanged();
        int first = changed.isEmpty() || changed.size() > MAX_SPELLINGS
                ? 0
                : storage.readAgain(MessageQueries.holding(changed), limit);
        return first > 0 ? first : storage.readAgain(MatchAllDocsQuery.INSTANCE, limit);
    }

    @Override
    public long outdated() {
        return storage.outdated();
    }

    @Override
    public Holding holding(Collection<String> spellings, int limit) {
        if (spellings.isEmpty()) {
            return new Holding(0, List.of());
        }
        Query query =
                MessageQueries.holding(spellings.stream().limit(MAX_SPELLINGS).toList());
        return storage.read(searcher -> {
            Sort byTime = new Sort(new SortField(Fields.TIME, SortField.Type.LONG, true));
            List<String> texts = new ArrayList<>();
            for (ScoreDoc doc : searcher.search(query, limit, byTime).scoreDocs) {
                texts.add(IndexStorage.record(searcher, doc.doc).text());
            }
            return new Holding(searcher.count(query), texts);
        });
    }

    @Override
    public long erase(String patientId) {
        return merged.now().patients(patientId).stream()
                .mapToLong(storage::erase)
                .sum();
    }

    @Override
    public Status status() {
        return storage.status();
    }

    @Override
    public SearchResult search(SearchRequest request) {
        ReadRequest read = ReadRequest.of(request, lexicon);
        MergedPatients.Now people = merged.now();
        Query matching = queries.matching(read, people.widen(request.filter()));
        return storage.read(searcher -> search(searcher, request, read, matching, people));
    }

    private SearchResult search(
            IndexSearcher searcher, SearchRequest request, ReadRequest read, Query matching, MergedPatients.Now people)
            throws IOException {
        boolean scoring = request.order() == Order.RELEVANCE && request.size() > 0 && read.ranks();
        Figures figures = new Figures(zone, request.depth(), scoring);
        searcher.search(scoring ? queries.ranking(read, matching) : matching, figures);
        Scored[] best = figures.best().drain();
        int from = Math.min(request.page() * request.size(), best.length);
        return new SearchResult(
                figures.total(),
                hits(searcher, List.of(best).subList(from, best.length), read.highlighter(), people),
                read.widened(),
                figures.facets(),
                figures.histogram(),
                figures.people(people),
                figures.total() == 0 ? read.suggestions() : List.of());
    }

    private List<Hit> hits(
            IndexSearcher searcher, List<Scored> page, Highlighter highlighter, MergedPatients.Now people)
            throws IOException {
        List<Hit> hits = new ArrayList<>(page.size());
        for (Scored scored : page) {
            hits.add(hit(IndexStorage.record(searcher, scored.doc()), highlighter, scored.score(), people));
        }
        return hits;
    }

    private Hit hit(MessageRecord message, Highlighter highlighter, float score, MergedPatients.Now people) {
        boolean words = message.isWords();
        Subject subject = Subject.of(lexicon, words ? message.text() : "");
        return new Hit(
                message.messageId(),
                message.conversationId(),
                people.person(message.patientId()),
                message.patientName(),
                message.channel(),
                message.account(),
                message.speaker(),
                message.speakerName(),
                message.type(),
                message.text(),
                Instant.ofEpochMilli(message.sentAt()),
                message.isSearched() ? highlighter.in(message.text()) : List.of(),
                List.copyOf(subject.treatments()),
                List.copyOf(subject.brands()),
                List.copyOf(subject.concerns()),
                score);
    }

    @Override
    public Askers askers(SearchRequest request) {
        ReadRequest read = ReadRequest.of(request, lexicon);
        MergedPatients.Now now = merged.now();
        Query matching = queries.matching(read, now.widen(request.filter()));
        return storage.read(searcher -> {
            People people = new People();
            searcher.search(matching, people);
            List<People.Person> ranked = people.ranked(now);
            int from = Math.min(request.page() * request.size(), ranked.size());
            int to = Math.min(from + request.size(), ranked.size());
            List<Asker> page = new ArrayList<>();
            for (People.Person person : ranked.subList(from, to)) {
                page.add(asker(person, IndexStorage.record(searcher, person.lastDoc()), now));
            }
            return new Askers(ranked.size(), page);
        });
    }

    private static Asker asker(People.Person person, MessageRecord last, MergedPatients.Now people) {
        return new Asker(
                people.person(last.patientId()),
                last.patientName(),
                person.messages(),
                Instant.ofEpochMilli(person.firstAt()),
                Instant.ofEpochMilli(person.lastAt()),
                last.text(),
                last.messageId(),
                last.conversationId());
    }

    @Override
    public void close() {
        storage.close();
    }
}
