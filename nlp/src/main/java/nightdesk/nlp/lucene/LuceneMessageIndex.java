package nightdesk.nlp.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.ChatMessage;
import nightdesk.nlp.Askers;
import nightdesk.nlp.Askers.Asker;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.MessageIndex;
import nightdesk.nlp.SearchRequest;
import nightdesk.nlp.SearchRequest.Order;
import nightdesk.nlp.SearchResult;
import nightdesk.nlp.SearchResult.Hit;
import nightdesk.nlp.search.Highlighter;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;

/**
 * The message index on Lucene. A search reads its hits once for the figures (no scores) and once more for the best ones
 * (scores, but only where they can still be among the best).
 */
final class LuceneMessageIndex implements MessageIndex, AutoCloseable {
    private static final Sort BEST_THEN_NEWEST =
            new Sort(SortField.FIELD_SCORE, new SortField(Fields.TIME, SortField.Type.LONG, true));

    private final Lexicon lexicon;
    private final ZoneId zone;
    private final IndexStorage storage;
    private final MessageQueries queries;

    LuceneMessageIndex(IndexStorage storage, WordCutter cutter, Lexicon lexicon, ZoneId zone) {
        this.storage = storage;
        this.queries = new MessageQueries(cutter);
        this.lexicon = lexicon;
        this.zone = zone;
    }

    @Override
    public void index(List<ChatMessage> messages) {
        Map<String, ChatMessage> latest = LinkedHashMap.newLinkedHashMap(messages.size());
        messages.forEach(message -> latest.put(message.messageId(), message));
        storage.put(latest.values());
    }

    @Override
    public long erase(String patientId) {
        return storage.erase(patientId);
    }

    @Override
    public Status status() {
        return storage.status();
    }

    @Override
    public SearchResult search(SearchRequest request) {
        ReadRequest read = ReadRequest.of(request, lexicon);
        Query matching = queries.matching(read, request.filter());
        return storage.read(searcher -> search(searcher, request, read, matching));
    }

    private SearchResult search(IndexSearcher searcher, SearchRequest request, ReadRequest read, Query matching)
            throws IOException {
        boolean byTime =
                request.order() == Order.TIME || read.query().wanted().findAny().isEmpty();
        Figures figures = new Figures(zone, byTime ? request.depth() : 0);
        searcher.search(matching, figures);
        List<Scored> best = byTime
                ? newest(figures)
                : best(searcher, queries.ranking(read, matching), Math.min(request.depth(), figures.total()));
        List<Scored> page = best.subList(
                Math.min(request.page() * request.size(), best.size()), Math.min(request.depth(), best.size()));
        return new SearchResult(
                figures.total(),
                hits(searcher, page, read.highlighter(lexicon)),
                read.widened(),
                figures.facets(),
                figures.histogram(),
                figures.people());
    }

    /** A hit in its place. */
    private record Scored(int doc, float score) {}

    private static List<Scored> newest(Figures figures) {
        List<Scored> newest = new ArrayList<>();
        for (int doc : figures.newest().drain()) {
            newest.add(new Scored(doc, 0));
        }
        return newest;
    }

    private static List<Scored> best(IndexSearcher searcher, Query ranking, long depth) throws IOException {
        if (depth == 0) {
            return List.of();
        }
        int wanted = (int) depth;
        TopFieldDocs top = searcher.search(ranking, new TopFieldCollectorManager(BEST_THEN_NEWEST, wanted, wanted));
        List<Scored> best = new ArrayList<>(top.scoreDocs.length);
        for (ScoreDoc hit : top.scoreDocs) {
            best.add(new Scored(hit.doc, (Float) ((FieldDoc) hit).fields[0]));
        }
        return best;
    }

    private List<Hit> hits(IndexSearcher searcher, List<Scored> page, Highlighter highlighter) throws IOException {
        List<Hit> hits = new ArrayList<>(page.size());
        for (Scored scored : page) {
            hits.add(hit(record(searcher, scored.doc()), highlighter, scored.score()));
        }
        return hits;
    }

    private Hit hit(MessageRecord message, Highlighter highlighter, float score) {
        boolean words = ChatMessage.TEXT.equals(message.type());
        Subject subject = Subject.of(lexicon, words ? message.text() : "");
        return new Hit(
                message.messageId(),
                message.conversationId(),
                message.patientId(),
                message.patientName(),
                message.channel(),
                message.account(),
                message.speaker(),
                message.speakerName(),
                message.type(),
                message.text(),
                Instant.ofEpochMilli(message.sentAt()),
                words ? highlighter.in(message.text()) : List.of(),
                List.copyOf(subject.treatments()),
                List.copyOf(subject.brands()),
                List.copyOf(subject.concerns()),
                score);
    }

    private static MessageRecord record(IndexSearcher searcher, int doc) throws IOException {
        List<LeafReaderContext> leaves = searcher.getLeafContexts();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
        BinaryDocValues records = DocValues.getBinary(leaf.reader(), Fields.RECORD);
        if (!records.advanceExact(doc - leaf.docBase)) {
            throw new UncheckedIOException(new IOException("document " + doc + " of the index has no record"));
        }
        return MessageRecord.decode(records.binaryValue());
    }

    @Override
    public Askers askers(SearchRequest request) {
        ReadRequest read = ReadRequest.of(request, lexicon);
        Query matching = queries.matching(read, request.filter());
        return storage.read(searcher -> {
            People people = new People();
            searcher.search(matching, people);
            List<Asker> page = new ArrayList<>();
            for (People.Person person : people.page(request.page() * request.size(), request.size())) {
                page.add(asker(person, record(searcher, person.lastDoc())));
            }
            return new Askers(people.size(), page);
        });
    }

    private static Asker asker(People.Person person, MessageRecord last) {
        return new Asker(
                last.patientId(),
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
