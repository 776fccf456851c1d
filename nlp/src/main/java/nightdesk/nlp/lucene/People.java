package nightdesk.nlp.lucene;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;

/** The hits of a search by person: how many, the first, the last and where it stands. */
final class People extends BlockCollector {
    private final LongSet people = new LongSet();
    private long[] messages = new long[64];
    private long[] firstAt = new long[64];
    private long[] lastAt = new long[64];
    private int[] lastDoc = new int[64];

    People() {
        super(false);
    }

    /** One person's hits. */
    record Person(long messages, long firstAt, long lastAt, int lastDoc) {
        Person and(Person other) {
            boolean later = other.lastAt > lastAt || (other.lastAt == lastAt && other.lastDoc > lastDoc);
            return new Person(
                    messages + other.messages,
                    Math.min(firstAt, other.firstAt),
                    Math.max(lastAt, other.lastAt),
                    later ? other.lastDoc : lastDoc);
        }
    }

    /** Returns the hits of each person, those with most hits first, then those who wrote last. */
    List<Person> ranked(MergedPatients.Now merged) {
        return persons(merged)
                .sorted(Comparator.comparingLong(Person::messages)
                        .thenComparingLong(Person::lastAt)
                        .thenComparingInt(Person::lastDoc)
                        .reversed())
                .toList();
    }

    private Stream<Person> persons(MergedPatients.Now merged) {
        if (merged.isEmpty()) {
            return IntStream.range(0, people.size()).mapToObj(this::person);
        }
        LongUnaryOperator hashes = merged.hashes();
        Map<Long, Person> persons = new HashMap<>();
        people.forEach((hash, number) -> persons.merge(hashes.applyAsLong(hash), person(number), Person::and));
        return persons.values().stream();
    }

    private Person person(int number) {
        return new Person(messages[number], firstAt[number], lastAt[number], lastDoc[number]);
    }

    @Override
    Columns columns(LeafReaderContext leaf) throws IOException {
        NumericDocValues times = DocValues.getNumeric(leaf.reader(), Fields.TIME);
        NumericDocValues persons = DocValues.getNumeric(leaf.reader(), Fields.PERSON);
        long[] time = new long[BLOCK];
        long[] person = new long[BLOCK];
        return (docs, scores, length) -> {
            times.longValues(length, docs, time, 0);
            persons.longValues(length, docs, person, 0);
            for (int i = 0; i < length; i++) {
                add(person[i], time[i], leaf.docBase + docs[i]);
            }
        };
    }

    private void add(long person, long time, int doc) {
        int known = people.size();
        int number = people.add(person);
        if (number == known) {
            makeRoom(number);
            firstAt[number] = time;
            lastAt[number] = time;
            lastDoc[number] = doc;
        }
        messages[number]++;
        firstAt[number] = Math.min(firstAt[number], time);
        if (time >= lastAt[number]) {
            lastAt[number] = time;
            lastDoc[number] = doc;
        }
    }

    private void makeRoom(int number) {
        if (number == messages.length) {
            messages = Arrays.copyOf(messages, number * 2);
            firstAt = Arrays.copyOf(firstAt, number * 2);
            lastAt = Arrays.copyOf(lastAt, number * 2);
            lastDoc = Arrays.copyOf(lastDoc, number * 2);
        }
    }
}
