package nightdesk.nlp.lucene;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Lexicon.Entry;
import nightdesk.nlp.Lexicon.Kind;
import nightdesk.nlp.SearchFilter;
import nightdesk.nlp.search.FoldedText;
import nightdesk.nlp.search.SearchQuery.About;
import nightdesk.nlp.search.SearchQuery.And;
import nightdesk.nlp.search.SearchQuery.Node;
import nightdesk.nlp.search.SearchQuery.Not;
import nightdesk.nlp.search.SearchQuery.On;
import nightdesk.nlp.search.SearchQuery.Or;
import nightdesk.nlp.search.SearchQuery.Pattern;
import nightdesk.nlp.search.SearchQuery.Said;
import nightdesk.nlp.search.SearchQuery.Via;
import nightdesk.nlp.search.SearchQuery.Word;
import nightdesk.nlp.search.Wildcard;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Turns a request into Lucene queries. */
final class MessageQueries {
    private static final float WORD_BOOST = 0.3f;

    private final WordCutter cutter;
    private final ZoneId zone;

    MessageQueries(WordCutter cutter, ZoneId zone) {
        this.cutter = cutter;
        this.zone = zone;
    }

    /** Returns the query whose hits are the answer; it scores by bigrams and by the lexicon. */
    Query matching(ReadRequest request, SearchFilter filter) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        add(request, request.query().root(), all);
        filters(filter).forEach(holds -> all.add(holds, Occur.FILTER));
        return single(positive(all.build()));
    }

    /** What must all hold stands in one query, so that the rarest leads. */
    private void add(ReadRequest request, Node node, BooleanQuery.Builder all) {
        switch (node) {
            case And and -> and.all().forEach(child -> add(request, child, all));
            case Not not -> all.add(query(request, not.node()), Occur.MUST_NOT);
            case Said said -> all.add(query(request, said), Occur.FILTER);
            case Via via -> all.add(query(request, via), Occur.FILTER);
            case On on -> all.add(query(request, on), Occur.FILTER);
            default -> all.add(query(request, node), Occur.MUST);
        }
    }

    private Query query(ReadRequest request, Node node) {
        return switch (node) {
            case And and -> all(request, and);
            case Not not -> all(request, not);
            case Or or -> any(or.any().stream().map(child -> query(request, child)));
            case Word word -> word(request, word);
            case Pattern pattern -> pattern(new Wildcard(pattern.text()));
            case About about -> new ConstantScoreQuery(about(request.lexicon(), about));
            case Said said -> is(Fields.SPEAKER, said.speaker().code());
            case Via via -> is(Fields.CHANNEL, via.channel().code());
            case On on -> said(start(on.from()), start(on.before()));
        };
    }

    private Query all(ReadRequest request, Node node) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        add(request, node, all);
        return single(positive(all.build()));
    }

    /** Lucene finds nothing by exclusion alone. */
    private static BooleanQuery positive(BooleanQuery query) {
        if (query.clauses().stream().anyMatch(clause -> !clause.isProhibited())) {
            return query;
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder().add(MatchAllDocsQuery.INSTANCE, Occur.FILTER);
        query.clauses().forEach(all::add);
        return all.build();
    }

    private @Nullable Instant start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(zone).toInstant();
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

    private static Query word(ReadRequest request, Word word) {
        return any(Stream.concat(
                substrings(request, word), request.entriesOf(word).stream().map(MessageQueries::spelled)));
    }

    /** In smart mode a text is found in plain spelling, wherever it is written otherwise. */
    private static Stream<Query> substrings(ReadRequest request, Word word) {
        if (request.exact()) {
            return Stream.of(substring(FoldedText.of(word.text())));
        }
        return plain(FoldedText.plain(word.text()));
    }

    private static Stream<Query> plain(FoldedText text) {
        return Stream.of(substring(text), substring(text, Fields.PLAIN, Fields.PLAIN_CHARACTERS));
    }

    /** Returns the query of messages in whose plain spelling one of these strings occurs. */
    static Query holding(Collection<String> spellings) {
        return new ConstantScoreQuery(
                any(spellings.stream().map(FoldedText::plain).flatMap(MessageQueries::plain)));
    }

    private static Query any(Stream<Query> queries) {
        List<Query> any = queries.distinct().toList();
        if (any.size() == 1) {
            return any.getFirst();
        }
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        any.forEach(query -> builder.add(query, Occur.SHOULD));
        return builder.build();
    }

    /** What stands between the gaps narrows it down, then each text is looked at. */
    private static Query pattern(Wildcard pattern) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        pattern.pieces().forEach(piece -> all.add(any(plain(piece)), Occur.FILTER));
        return new ConstantScoreQuery(
                all.add(new PatternQuery(pattern), Occur.FILTER).build());
    }

    private static Query about(Lexicon lexicon, About about) {
        Set<String> names = lexicon.lookUp(about.name()).stream()
                .filter(entry -> entry.kind() == about.kind())
                .map(Entry::canonical)
                .collect(Collectors.toSet());
        names.add(about.name());
        return new TermInSetQuery(
                Fields.ABOUT,
                names.stream()
                        .flatMap(name ->
                                about.kind() == Kind.TREATMENT ? lexicon.withChildren(name).stream() : Stream.of(name))
                        .map(name -> new BytesRef(Subject.term(about.kind(), name)))
                        .toList());
    }

    private static Query spelled(Entry entry) {
        return new TermQuery(new Term(Fields.SPELLED, Subject.term(entry.kind(), entry.canonical())));
    }

    /** Every second bigram at its place fixes every character, so the phrase matches exactly where the string stands. */
    static Query substring(FoldedText text) {
        return substring(text, Fields.BIGRAMS, Fields.CHARACTERS);
    }

    private static Query substring(FoldedText text, String bigrams, String characters) {
        int length = text.length();
        if (length == 1) {
            return new TermQuery(new Term(characters, CodePointTokens.term(text, 0, 1)));
        }
        if (length == 2) {
            return new TermQuery(new Term(bigrams, CodePointTokens.term(text, 0, 2)));
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (int at = 0; at < length - 2; at += 2) {
            phrase.add(new Term(bigrams, CodePointTokens.term(text, at, 2)), at);
        }
        phrase.add(new Term(bigrams, CodePointTokens.term(text, length - 2, 2)), length - 2);
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
            filters.add(said(filter.from(), filter.to()));
        }
        filter.tags().forEach(tag -> filters.add(about(tag)));
        return filters.build().toList();
    }

    private static Query is(String field, String value) {
        return new TermQuery(new Term(field, value));
    }

    private static Query said(@Nullable Instant since, @Nullable Instant before) {
        long from = since == null ? Long.MIN_VALUE : MessageRecord.millis(since);
        long to = before == null ? Long.MAX_VALUE : MessageRecord.millis(before) - 1;
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
