package nightdesk.nlp.lucene;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.DocIdStream;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;

/**
 * Collects hits in blocks, so that figures are counted column by column: a loop over one kind of value is several times
 * faster than asking four kinds of values for each hit.
 */
abstract class BlockCollector implements Collector {
    static final int BLOCK = 512;

    private final boolean scoring;

    /**
     * @param scoring whether hits have scores; without them, they are all 0
     */
    BlockCollector(boolean scoring) {
        this.scoring = scoring;
    }

    @Override
    public ScoreMode scoreMode() {
        return scoring ? ScoreMode.COMPLETE : ScoreMode.COMPLETE_NO_SCORES;
    }

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext leaf) throws IOException {
        Columns columns = columns(leaf);
        return scoring ? new ScoredBlocks(columns) : new Blocks(columns);
    }

    abstract Columns columns(LeafReaderContext leaf) throws IOException;

    /** The values of one segment. */
    interface Columns {
        /** Counts hits, given in ascending order. */
        void count(int[] docs, float[] scores, int length) throws IOException;

        /** Called after the last hit of the segment. */
        default void finish() throws IOException {}
    }

    private static class Blocks implements LeafCollector {
        final int[] docs = new int[BLOCK];
        final float[] scores = new float[BLOCK];
        int length;
        private final Columns columns;

        private Blocks(Columns columns) {
            this.columns = columns;
        }

        @Override
        public void setScorer(Scorable scorer) throws IOException {}

        @Override
        public void collect(int doc) throws IOException {
            docs[length++] = doc;
            if (length == BLOCK) {
                flush();
            }
        }

        @Override
        public void collect(DocIdStream stream) throws IOException {
            flush();
            for (int read = stream.intoArray(docs); read > 0; read = stream.intoArray(docs)) {
                columns.count(docs, scores, read);
            }
        }

        @Override
        public void finish() throws IOException {
            flush();
            columns.finish();
        }

        final void flush() throws IOException {
            if (length > 0) {
                columns.count(docs, scores, length);
                length = 0;
            }
        }
    }

    private static final class ScoredBlocks extends Blocks {
        private Scorable scorer = new NoScore();

        private ScoredBlocks(Columns columns) {
            super(columns);
        }

        @Override
        public void setScorer(Scorable newScorer) {
            scorer = newScorer;
        }

        @Override
        public void collect(int doc) throws IOException {
            scores[length] = scorer.score();
            super.collect(doc);
        }

        @Override
        public void collect(DocIdStream stream) throws IOException {
            stream.forEach(this::collect);
        }
    }

    private static final class NoScore extends Scorable {
        @Override
        public float score() {
            return 0;
        }
    }
}
