package nightdesk.nlp.lucene;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import nightdesk.nlp.ChineseWords;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Words by smartcn. */
final class SmartcnWords implements ChineseWords {
    private static final int MAX_LENGTH = 2_000;

    @Override
    public List<String> cut(String text) {
        List<String> words = new ArrayList<>();
        try (HMMChineseTokenizer tokens = new HMMChineseTokenizer()) {
            tokens.setReader(new StringReader(text.substring(0, Math.min(text.length(), MAX_LENGTH))));
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(term.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string", e);
        }
        return words;
    }
}
