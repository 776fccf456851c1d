package nightdesk.nlp.lucene;

/** Keeps the newest hits: a heap with the oldest of them on top. Of two at one time, the later indexed is the newer. */
final class NewestHits {
    private final long[] times;
    private final int[] docs;
    private int size;

    NewestHits(int capacity) {
        times = new long[capacity];
        docs = new int[capacity];
    }

    void offer(long time, int doc) {
        if (size < docs.length) {
            times[size] = time;
            docs[size] = doc;
            rise(size++);
        } else if (size > 0 && older(times[0], docs[0], time, doc)) {
            times[0] = time;
            docs[0] = doc;
            sink(0);
        }
    }

    /** Takes the hits out, newest first. */
    int[] drain() {
        int[] ordered = new int[size];
        while (size > 0) {
            ordered[size - 1] = docs[0];
            size--;
            times[0] = times[size];
            docs[0] = docs[size];
            sink(0);
        }
        return ordered;
    }

    private static boolean older(long time, int doc, long otherTime, int otherDoc) {
        return time < otherTime || (time == otherTime && doc < otherDoc);
    }

    private boolean older(int a, int b) {
        return older(times[a], docs[a], times[b], docs[b]);
    }

    private void rise(int from) {
        int at = from;
        while (at > 0 && older(at, (at - 1) / 2)) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void sink(int from) {
        int at = from;
        while (true) {
            int child = at * 2 + 1;
            if (child >= size) {
                return;
            }
            if (child + 1 < size && older(child + 1, child)) {
                child++;
            }
            if (!older(child, at)) {
                return;
            }
            swap(at, child);
            at = child;
        }
    }

    private void swap(int a, int b) {
        long time = times[a];
        int doc = docs[a];
        times[a] = times[b];
        docs[a] = docs[b];
        times[b] = time;
        docs[b] = doc;
    }
}
