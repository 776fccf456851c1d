package nightdesk.nlp.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.miscellaneous.LengthFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Words by smartcn. Only words of two characters and more: the single characters into which smartcn cuts a name it does
 * not know (热 玛 吉) rank nothing.
 */
final class WordCutter extends Analyzer {
    private static final int MIN_LENGTH = 2;
    private static final int MAX_LENGTH = 64;
    private static final int READ_AHEAD = 2_000;

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer cut = new HMMChineseTokenizer();
        return new TokenStreamComponents(cut, new LengthFilter(cut, MIN_LENGTH, MAX_LENGTH));
    }

    /** The head of a text is enough to rank by, and a pasted book does not hold up the rest. */
    TokenStream words(String text) {
        return tokenStream(Fields.WORDS, text.length() > READ_AHEAD ? text.substring(0, READ_AHEAD) : text);
    }

    Set<String> distinct(String text) {
        Set<String> words = new LinkedHashSet<>();
        try (TokenStream stream = words(text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string", e);
        }
        return words;
    }
}
