package nightdesk.nlp.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;

/** Tells whether a message id was ever indexed. May say yes for one that was deleted since, never no for one that stands. */
final class KnownIds {
    private final List<TermsEnum> segments = new ArrayList<>();

    KnownIds(IndexReader reader) throws IOException {
        this(reader, Fields.ID);
    }

    /** @param field a field of terms that are message ids */
    KnownIds(IndexReader reader, String field) throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            Terms ids = leaf.reader().terms(field);
            if (ids != null) {
                segments.add(ids.iterator());
            }
        }
    }

    boolean contains(String id) throws IOException {
        BytesRef term = new BytesRef(id);
        for (TermsEnum segment : segments) {
            if (segment.seekExact(term)) {
                return true;
            }
        }
        return false;
    }
}
