package nightdesk.nlp.lexicon;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.LexiconCatalog.Analysis;
import nightdesk.nlp.LexiconCatalog.Piece;
import nightdesk.nlp.LexiconEntry;
import nightdesk.nlp.lexicon.PhraseSpans.How;
import nightdesk.nlp.lexicon.PhraseSpans.Span;
import nightdesk.nlp.lexicon.Phrases.Named;

/** Says how a sentence is read, and why. */
public final class Explain {
    private Explain() {}

    /** @param words as they were cut */
    public static Analysis of(TradeLexicon lexicon, String text, List<String> words) {
        List<Lexicon.Mention> mentions = lexicon.mentions(text);
        List<Piece> pieces = new ArrayList<>();
        for (Span span : lexicon.spans(text)) {
            add(text, span, mentions, pieces);
        }
        String plain = Spelling.fold(text);
        return new Analysis(text, plain, String.join(" ", Pinyin.syllables(plain)), words, pieces);
    }

    private static void add(String text, Span span, List<Lexicon.Mention> mentions, List<Piece> pieces) {
        if (span.isAccident()) {
            pieces.add(new Piece(
                    span.start(),
                    span.end(),
                    text.substring(span.start(), span.end()),
                    span.spelling(),
                    span.how().name().toLowerCase(Locale.ROOT),
                    LexiconEntry.Sort.ACCIDENT,
                    null,
                    List.of(),
                    false,
                    "列为误伤，其中的写法不算提到"));
        }
        for (LexiconEntry entry : span.entries()) {
            boolean counts = mentions.stream()
                    .anyMatch(mention -> mention.start() == span.start()
                            && mention.end() == span.end()
                            && mention.canonical().equals(entry.name()));
            pieces.add(piece(text, span, entry, counts, counts ? why(span, entry) : "被更长或更靠前的写法占去，只在搜索别名时算"));
        }
        for (Named refused : span.refused()) {
            String needs = String.join("、", refused.needs());
            pieces.add(piece(text, span, refused.entry(), false, "写法容易误认，句中要同时有「" + needs + "」之一才算"));
        }
    }

    private static String why(Span span, LexiconEntry entry) {
        String how =
                switch (span.how()) {
                    case SPELLED ->
                        span.spelling().equals(Spelling.fold(entry.name()))
                                ? "就是名称"
                                : "「" + span.spelling() + "」是「" + entry.name() + "」的别名";
                    case APART -> "去掉夹在字间的符号后是「" + span.spelling() + "」";
                    case HOMOPHONE -> "与「" + span.spelling() + "」读音相同";
                };
        return entry.treatments().isEmpty() ? how : how + "，代表项目：" + String.join("、", entry.treatments());
    }

    private static Piece piece(String text, Span span, LexiconEntry entry, boolean counts, String because) {
        List<String> parents = new ArrayList<>(entry.parents());
        if (!entry.category().isEmpty()) {
            parents.add(entry.category());
        }
        return new Piece(
                span.start(),
                span.end(),
                text.substring(span.start(), span.end()),
                span.spelling(),
                (span.how() == How.SPELLED ? "spelled" : span.how().name()).toLowerCase(Locale.ROOT),
                entry.sort(),
                entry.name(),
                parents,
                counts,
                because);
    }
}
