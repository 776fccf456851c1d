package nightdesk.nlp.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts by a small range of numbers: an array that grows to either side, and a map for whoever is far off. */
final class LongCounts {
    private static final int MAX_SPAN = 1 << 17;
    private static final int FIRST_SPAN = 512;

    private final Map<Long, Long> farOff = new HashMap<>();
    private long base;
    private long[] counts = {};

    void increment(long number) {
        long index = number - base;
        if (index < 0 || index >= counts.length) {
            widen(number);
            index = number - base;
        }
        if (index < 0 || index >= counts.length) {
            farOff.merge(number, 1L, Long::sum);
        } else {
            counts[(int) index]++;
        }
    }

    private void widen(long number) {
        if (counts.length == 0) {
            base = number - FIRST_SPAN / 2;
            counts = new long[FIRST_SPAN];
            return;
        }
        long from = Math.min(base, number - counts.length);
        long to = Math.max(base + counts.length, number + counts.length);
        if (to - from > MAX_SPAN) {
            return;
        }
        long[] wider = new long[(int) (to - from)];
        System.arraycopy(counts, 0, wider, (int) (base - from), counts.length);
        base = from;
        counts = wider;
    }

    /** Returns each number that was counted and its count, in ascending order. */
    long[][] ascending() {
        List<long[]> all = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                all.add(new long[] {base + i, counts[i]});
            }
        }
        if (!farOff.isEmpty()) {
            farOff.forEach((number, count) -> all.add(new long[] {number, count}));
            all.sort(Comparator.comparingLong(pair -> pair[0]));
        }
        return all.toArray(long[][]::new);
    }
}
