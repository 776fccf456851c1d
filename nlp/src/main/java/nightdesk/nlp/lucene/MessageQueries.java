package nightdesk.nlp.lucene;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nightdesk.nlp.Lexicon.Kind;
import nightdesk.nlp.SearchFilter;
import nightdesk.nlp.search.FoldedText;
import nightdesk.nlp.search.Highlighter.Entry;
import nightdesk.nlp.search.SearchQuery.Clause;
import nightdesk.nlp.search.SearchQuery.Word;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Turns a request into Lucene queries. */
final class MessageQueries {
    private static final float WORD_BOOST = 0.3f;

    private final WordCutter cutter;

    MessageQueries(WordCutter cutter) {
        this.cutter = cutter;
    }

    /** Returns the query whose hits are the answer; it scores by bigrams and by the lexicon. */
    Query matching(ReadRequest request, SearchFilter filter) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        boolean positive = false;
        for (Clause clause : request.query().clauses()) {
            all.add(anyOf(request, clause), clause.excluded() ? Occur.MUST_NOT : Occur.MUST);
            positive |= !clause.excluded();
        }
        for (Query holds : filters(filter)) {
            all.add(holds, Occur.FILTER);
            positive = true;
        }
        if (!positive) {
            all.add(MatchAllDocsQuery.INSTANCE, Occur.FILTER);
        }
        return single(all.build());
    }

    /** Returns the same hits, in the order of relevance: smartcn's words count too, unless each is asked for verbatim. */
    Query ranking(ReadRequest request, Query matching) {
        BooleanQuery.Builder ranked = new BooleanQuery.Builder().add(matching, Occur.MUST);
        request.query()
                .wanted()
                .filter(word -> !word.verbatim())
                .flatMap(word -> cutter.distinct(word.text()).stream())
                .distinct()
                .forEach(word -> ranked.add(
                        new BoostQuery(new TermQuery(new Term(Fields.WORDS, word)), WORD_BOOST), Occur.SHOULD));
        return single(ranked.build());
    }

    private static Query single(BooleanQuery query) {
        List<org.apache.lucene.search.BooleanClause> clauses = query.clauses();
        return clauses.size() == 1 && clauses.getFirst().occur() == Occur.MUST
                ? clauses.getFirst().query()
                : query;
    }

    private static Query anyOf(ReadRequest request, Clause clause) {
        List<Query> queries = clause.anyOf().stream()
                .flatMap(word -> Stream.concat(
                        Stream.of(substring(word)),
                        request.entriesOf(word).stream().map(MessageQueries::spelled)))
                .distinct()
                .toList();
        if (queries.size() == 1) {
            return queries.getFirst();
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        queries.forEach(query -> any.add(query, Occur.SHOULD));
        return any.build();
    }

    private static Query spelled(Entry entry) {
        return new TermQuery(new Term(Fields.SPELLED, Subject.term(entry.kind(), entry.canonical())));
    }

    private static Query substring(Word word) {
        return substring(FoldedText.of(word.text()));
    }

    /** Every second bigram at its place fixes every character, so the phrase matches exactly where the string stands. */
    static Query substring(FoldedText text) {
        int length = text.length();
        if (length == 1) {
            return new TermQuery(new Term(Fields.CHARACTERS, CodePointTokens.term(text, 0, 1)));
        }
        if (length == 2) {
            return new TermQuery(new Term(Fields.BIGRAMS, CodePointTokens.term(text, 0, 2)));
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (int at = 0; at < length - 2; at += 2) {
            phrase.add(new Term(Fields.BIGRAMS, CodePointTokens.term(text, at, 2)), at);
        }
        phrase.add(new Term(Fields.BIGRAMS, CodePointTokens.term(text, length - 2, 2)), length - 2);
        return phrase.build();
    }

    private static List<Query> filters(SearchFilter filter) {
        Stream.Builder<Query> filters = Stream.builder();
        if (filter.channel() != null) {
            filters.add(is(Fields.CHANNEL, filter.channel().code()));
        }
        if (filter.speaker() != null) {
            filters.add(is(Fields.SPEAKER, filter.speaker().code()));
        }
        if (filter.account() != null) {
            filters.add(is(Fields.ACCOUNT, filter.account()));
        }
        if (filter.conversationId() != null) {
            filters.add(is(Fields.CONVERSATION, filter.conversationId()));
        }
        if (!filter.patientIds().isEmpty()) {
            filters.add(new TermInSetQuery(
                    Fields.PATIENT,
                    filter.patientIds().stream().map(BytesRef::new).toList()));
        }
        if (filter.from() != null || filter.to() != null) {
            filters.add(said(filter));
        }
        filter.tags().forEach(tag -> filters.add(about(tag)));
        return filters.build().toList();
    }

    private static Query is(String field, String value) {
        return new TermQuery(new Term(field, value));
    }

    private static Query said(SearchFilter filter) {
        long from = filter.from() == null ? Long.MIN_VALUE : MessageRecord.millis(filter.from());
        long to = filter.to() == null ? Long.MAX_VALUE : MessageRecord.millis(filter.to()) - 1;
        return new IndexOrDocValuesQuery(
                LongPoint.newRangeQuery(Fields.TIME, from, to),
                NumericDocValuesField.newSlowRangeQuery(Fields.TIME, from, to));
    }

    private static Query about(String tag) {
        return new TermInSetQuery(
                Fields.ABOUT,
                Set.of(Kind.TREATMENT, Kind.BRAND, Kind.CONCERN).stream()
                        .map(kind -> new BytesRef(Subject.term(kind, tag)))
                        .toList());
    }
}
