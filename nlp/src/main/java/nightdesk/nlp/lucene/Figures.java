package nightdesk.nlp.lucene;

import java.io.IOException;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import nightdesk.nlp.Lexicon.Kind;
import nightdesk.nlp.SearchResult.Facets;
import nightdesk.nlp.SearchResult.Histogram;
import nightdesk.nlp.search.DayCounts;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;

/** The figures over all hits of a search: how many, how many people, which facets, when; and the newest ones. */
final class Figures extends BlockCollector {
    private static final int LARGEST = 50;

    private final DayCounts days;
    private final LongSet people = new LongSet();
    private final Map<String, Long> origins = new HashMap<>();
    private final Map<String, Long> subjects = new HashMap<>();
    private final NewestHits newest;
    private long total;

    /**
     * @param newest how many of the newest hits to keep
     */
    Figures(ZoneId zone, int newest) {
        days = new DayCounts(zone);
        this.newest = new NewestHits(newest);
    }

    @Override
    Columns columns(LeafReaderContext leaf) throws IOException {
        return new LeafFigures(leaf);
    }

    long total() {
        return total;
    }

    long people() {
        return people.size();
    }

    Histogram histogram() {
        return days.histogram();
    }

    NewestHits newest() {
        return newest;
    }

    Facets facets() {
        return new Facets(
                originPart(true),
                originPart(false),
                largest(subjects, Subject.letter(Kind.TREATMENT)),
                largest(subjects, Subject.letter(Kind.BRAND)),
                largest(subjects, Subject.letter(Kind.CONCERN)));
    }

    private Map<String, Long> originPart(boolean channel) {
        Map<String, Long> counts = new HashMap<>();
        origins.forEach((origin, hits) -> {
            int part = origin.indexOf(MessageDocuments.PART);
            counts.merge(channel ? origin.substring(0, part) : origin.substring(part + 1), hits, Long::sum);
        });
        return descending(counts);
    }

    private static Map<String, Long> largest(Map<String, Long> counts, char kind) {
        return descending(counts.entrySet().stream()
                .filter(entry -> entry.getKey().charAt(0) == kind)
                .collect(Collectors.toMap(entry -> entry.getKey().substring(1), Map.Entry::getValue)));
    }

    private static Map<String, Long> descending(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(LARGEST)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, LinkedHashMap::new));
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
        public void count(int[] docs, int length) throws IOException {
            total += length;
            times.longValues(length, docs, values, 0);
            for (int i = 0; i < length; i++) {
                days.add(values[i]);
                newest.offer(values[i], base + docs[i]);
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
