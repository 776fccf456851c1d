package nightdesk.nlp.lucene;

import java.io.IOException;
import nightdesk.nlp.search.Wildcard;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/** Looks at the text of each message that is left by the conditions beside it. */
final class PatternQuery extends Query {
    private static final float COST = 2_000;

    private final Wildcard pattern;

    PatternQuery(Wildcard pattern) {
        this.pattern = pattern;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext context) {
                return supplier(context, score(), scoreMode);
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return false;
            }
        };
    }

    private ScorerSupplier supplier(LeafReaderContext context, float score, ScoreMode scoreMode) {
        return new ScorerSupplier() {
            @Override
            public Scorer get(long leadCost) throws IOException {
                return new ConstantScoreScorer(score, scoreMode, look(context));
            }

            @Override
            public long cost() {
                return context.reader().maxDoc();
            }
        };
    }

    private TwoPhaseIterator look(LeafReaderContext context) throws IOException {
        BinaryDocValues records = DocValues.getBinary(context.reader(), Fields.RECORD);
        return new TwoPhaseIterator(DocIdSetIterator.all(context.reader().maxDoc())) {
            @Override
            public boolean matches() throws IOException {
                if (!records.advanceExact(approximation.docID())) {
                    return false;
                }
                MessageRecord message = MessageRecord.decode(records.binaryValue());
                return message.isSearched() && pattern.isIn(message.text());
            }

            @Override
            public float matchCost() {
                return COST;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "pattern";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PatternQuery query && query.pattern == pattern;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(pattern);
    }
}
