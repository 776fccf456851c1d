package nightdesk.nlp.lucene;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import nightdesk.nlp.Lexicon.Kind;
import nightdesk.nlp.SearchResult.Facets;
import nightdesk.nlp.SearchResult.Histogram;
import nightdesk.nlp.search.DayCounts;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;

/** The figures over all hits of a search: how many, how many people, which facets, when; and the best ones. */
final class Figures extends BlockCollector {
    private static final int LARGEST = 50;
    private static final Comparator<Map.Entry<String, Long>> MOST_FIRST = Map.Entry.<String, Long>comparingByValue(
                    Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey());

    private final DayCounts days;
    private final LongSet people = new LongSet();
    private final Map<String, Long> origins = new HashMap<>();
    private final Map<String, Long> subjects = new HashMap<>();
    private final BestHits best;
    private long total;

    /**
     * @param best how many of the best hits to keep
     * @param scoring by score and then time; else by time
     */
    Figures(ZoneId zone, int best, boolean scoring) {
        super(scoring);
        days = new DayCounts(zone);
        this.best = new BestHits(best);
    }

    @Override
    Columns columns(LeafReaderContext leaf) throws IOException {
        return new LeafFigures(leaf);
    }

    long total() {
        return total;
    }

    /** Returns how many people, patients of one person counted once. */
    long people(MergedPatients.Now merged) {
        if (merged.isEmpty()) {
            return people.size();
        }
        LongSet persons = new LongSet();
        LongUnaryOperator person = merged.hashes();
        people.forEach((hash, number) -> persons.add(person.applyAsLong(hash)));
        return persons.size();
    }

    Histogram histogram() {
        return days.histogram();
    }

    BestHits best() {
        return best;
    }

    Facets facets() {
        return new Facets(
                originPart(true),
                originPart(false),
                largest(Kind.TREATMENT),
                largest(Kind.BRAND),
                largest(Kind.CONCERN));
    }

    private Map<String, Long> originPart(boolean channel) {
        Map<String, Long> counts = new HashMap<>();
        origins.forEach((origin, hits) -> {
            int part = origin.indexOf(MessageDocuments.PART);
            counts.merge(channel ? origin.substring(0, part) : origin.substring(part + 1), hits, Long::sum);
        });
        return descending(new ArrayList<>(counts.entrySet()));
    }

    private Map<String, Long> largest(Kind kind) {
        List<Map.Entry<String, Long>> counts = new ArrayList<>();
        subjects.forEach((term, hits) -> {
            if (term.charAt(0) == Subject.letter(kind)) {
                counts.add(Map.entry(term.substring(1), hits));
            }
        });
        return descending(counts);
    }

    private static Map<String, Long> descending(List<Map.Entry<String, Long>> counts) {
        counts.sort(MOST_FIRST);
        Map<String, Long> largest = new LinkedHashMap<>();
        for (Map.Entry<String, Long> entry : counts.subList(0, Math.min(LARGEST, counts.size()))) {
            largest.put(entry.getKey(), entry.getValue());
        }
        return largest;
    }

    private final class LeafFigures implements Columns {
        private final int base;
        private final NumericDocValues times;
        private final NumericDocValues persons;
        private final SortedDocValues originOrdinals;
        private final SortedSetDocValues subjectOrdinals;
        private final int[] originCounts;
        private final int[] subjectCounts;
        private final long[] values = new long[BLOCK];

        private LeafFigures(LeafReaderContext leaf) throws IOException {
            base = leaf.docBase;
            times = DocValues.getNumeric(leaf.reader(), Fields.TIME);
            persons = DocValues.getNumeric(leaf.reader(), Fields.PERSON);
            originOrdinals = DocValues.getSorted(leaf.reader(), Fields.ORIGIN);
            subjectOrdinals = DocValues.getSortedSet(leaf.reader(), Fields.ABOUT);
            originCounts = new int[originOrdinals.getValueCount()];
            subjectCounts = new int[Math.toIntExact(subjectOrdinals.getValueCount())];
        }

        @Override
        public void count(int[] docs, float[] scores, int length) throws IOException {
            total += length;
            times.longValues(length, docs, values, 0);
            for (int i = 0; i < length; i++) {
                days.add(values[i]);
                best.offer(scores[i], values[i], base + docs[i]);
            }
            persons.longValues(length, docs, values, 0);
            for (int i = 0; i < length; i++) {
                people.add(values[i]);
            }
            for (int i = 0; i < length; i++) {
                if (originOrdinals.advanceExact(docs[i])) {
                    originCounts[originOrdinals.ordValue()]++;
                }
            }
            countSubjects(docs, length);
        }

        private void countSubjects(int[] docs, int length) throws IOException {
            if (subjectCounts.length == 0) {
                return;
            }
            for (int i = 0; i < length; i++) {
                if (subjectOrdinals.advanceExact(docs[i])) {
                    for (int n = subjectOrdinals.docValueCount(); n > 0; n--) {
                        subjectCounts[(int) subjectOrdinals.nextOrd()]++;
                    }
                }
            }
        }

        @Override
        public void finish() throws IOException {
            for (int i = 0; i < originCounts.length; i++) {
                if (originCounts[i] > 0) {
                    origins.merge(originOrdinals.lookupOrd(i).utf8ToString(), (long) originCounts[i], Long::sum);
                }
            }
            for (int i = 0; i < subjectCounts.length; i++) {
                if (subjectCounts[i] > 0) {
                    subjects.merge(subjectOrdinals.lookupOrd(i).utf8ToString(), (long) subjectCounts[i], Long::sum);
                }
            }
        }
    }
}
