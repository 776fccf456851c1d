package nightdesk.nlp.lucene;

/**
 * Keeps the best hits: a heap with the worst of them on top. A higher score is better, then a later time, then a later
 * place in the index.
 */
final class BestHits {
    private final float[] scores;
    private final long[] times;
    private final int[] docs;
    private int size;

    /** A hit and its score. */
    record Scored(int doc, float score) {}

    BestHits(int capacity) {
        scores = new float[capacity];
        times = new long[capacity];
        docs = new int[capacity];
    }

    void offer(float score, long time, int doc) {
        if (size < docs.length) {
            set(size, score, time, doc);
            rise(size++);
        } else if (size > 0 && score >= scores[0] && worse(scores[0], times[0], docs[0], score, time, doc)) {
            set(0, score, time, doc);
            sink();
        }
    }

    /** Takes the hits out, the best first. */
    Scored[] drain() {
        Scored[] ordered = new Scored[size];
        while (size > 0) {
            ordered[--size] = new Scored(docs[0], scores[0]);
            set(0, scores[size], times[size], docs[size]);
            sink();
        }
        return ordered;
    }

    private static boolean worse(float score, long time, int doc, float otherScore, long otherTime, int otherDoc) {
        if (score != otherScore) {
            return score < otherScore;
        }
        return time == otherTime ? doc < otherDoc : time < otherTime;
    }

    private boolean worse(int a, int b) {
        return worse(scores[a], times[a], docs[a], scores[b], times[b], docs[b]);
    }

    private void set(int at, float score, long time, int doc) {
        scores[at] = score;
        times[at] = time;
        docs[at] = doc;
    }

    private void rise(int from) {
        int at = from;
        while (at > 0 && worse(at, (at - 1) / 2)) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void sink() {
        int at = 0;
        for (int child = 1; child < size; child = at * 2 + 1) {
            if (child + 1 < size && worse(child + 1, child)) {
                child++;
            }
            if (!worse(child, at)) {
                return;
            }
            swap(at, child);
            at = child;
        }
    }

    private void swap(int a, int b) {
        float score = scores[a];
        long time = times[a];
        int doc = docs[a];
        set(a, scores[b], times[b], docs[b]);
        set(b, score, time, doc);
    }
}
