package nightdesk.nlp.lucene;

import nightdesk.nlp.search.FoldedText;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.util.BytesRef;

/**
 * All runs of one or two code points of a text, one position each. A code point takes three bytes of a term, so that
 * lone surrogates, which UTF-8 cannot tell apart, stay what they are.
 */
final class CodePointTokens extends TokenStream {
    private static final int POINT_BYTES = 3;

    private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
    private final int run;
    private FoldedText text = FoldedText.of("");
    private int next;

    /**
     * @param run code points in a token
     */
    CodePointTokens(int run) {
        this.run = run;
    }

    CodePointTokens over(FoldedText newText) {
        text = newText;
        return this;
    }

    static BytesRef term(FoldedText text, int from, int run) {
        byte[] bytes = new byte[run * POINT_BYTES];
        for (int i = 0; i < run; i++) {
            int point = text.point(from + i);
            bytes[i * POINT_BYTES] = (byte) (point >>> 16);
            bytes[i * POINT_BYTES + 1] = (byte) (point >>> 8);
            bytes[i * POINT_BYTES + 2] = (byte) point;
        }
        return new BytesRef(bytes);
    }

    @Override
    public void reset() {
        next = 0;
    }

    @Override
    public boolean incrementToken() {
        if (next > text.length() - run) {
            return false;
        }
        clearAttributes();
        term.setBytesRef(term(text, next++, run));
        return true;
    }
}
