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

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext leaf) throws IOException {
        Columns columns = columns(leaf);
        return new LeafBlocks(columns);
    }

    abstract Columns columns(LeafReaderContext leaf) throws IOException;

    /** The values of one segment. */
    interface Columns {
        /** Counts hits, given in ascending order. */
        void count(int[] docs, int length) throws IOException;

        /** Called after the last hit of the segment. */
        default void finish() throws IOException {}
    }

    private static final class LeafBlocks implements LeafCollector {
        private final Columns columns;
        private final int[] docs = new int[BLOCK];
        private int length;

        private LeafBlocks(Columns columns) {
            this.columns = columns;
        }

        @Override
        public void setScorer(Scorable scorer) {}

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
                columns.count(docs, read);
            }
        }

        @Override
        public void finish() throws IOException {
            flush();
            columns.finish();
        }

        private void flush() throws IOException {
            if (length > 0) {
                columns.count(docs, length);
                length = 0;
            }
        }
    }
}
