package nightdesk.nlp.lucene;

import java.util.LinkedHashSet;
import java.util.Set;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Lexicon.Mention;
import nightdesk.nlp.search.FoldedText;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/** Turns messages into documents. Its token streams are used again for the next message: one thread at a time. */
final class MessageDocuments {
    /** Between channel and speaker in an origin. */
    static final char PART = '|';

    private final Lexicon lexicon;
    private final WordCutter cutter;
    private final CodePointTokens bigrams = new CodePointTokens(2);
    private final CodePointTokens characters = new CodePointTokens(1);
    private final CodePointTokens plainBigrams = new CodePointTokens(2);
    private final CodePointTokens plainCharacters = new CodePointTokens(1);

    MessageDocuments(Lexicon lexicon, WordCutter cutter) {
        this.lexicon = lexicon;
        this.cutter = cutter;
    }

    Document of(MessageRecord message) {
        return of(message, lexicon.snapshot());
    }

    private Document of(MessageRecord message, Lexicon lexicon) {
        Document document = new Document();
        document.add(new StringField(Fields.ID, message.messageId(), Store.NO));
        document.add(new StringField(Fields.CHANNEL, message.channel().code(), Store.NO));
        document.add(new StringField(Fields.SPEAKER, message.speaker().code(), Store.NO));
        document.add(new StringField(Fields.ACCOUNT, message.account(), Store.NO));
        document.add(new StringField(Fields.PATIENT, message.patientId(), Store.NO));
        document.add(new StringField(Fields.CONVERSATION, message.conversationId(), Store.NO));
        document.add(new StringField(Fields.LEXICON, lexicon.version(), Store.NO));
        document.add(new LongPoint(Fields.TIME, message.sentAt()));
        document.add(new NumericDocValuesField(Fields.TIME, message.sentAt()));
        document.add(new NumericDocValuesField(Fields.PERSON, person(message.patientId())));
        document.add(new SortedDocValuesField(Fields.ORIGIN, new BytesRef(origin(message))));
        document.add(new BinaryDocValuesField(Fields.RECORD, message.encode()));
        if (message.isRecalled()) {
            document.add(new StringField(Fields.RECALLED, message.messageId(), Store.NO));
        }
        if (message.isSearched()) {
            addWords(document, message, lexicon);
        }
        return document;
    }

    /** Returns the query of messages that were read under another version of the lexicon. */
    Query outdated() {
        return new BooleanQuery.Builder()
                .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
                .add(new TermQuery(new Term(Fields.LEXICON, lexicon.version())), Occur.MUST_NOT)
                .build();
    }

    /** Forwarded words are found like all others, but say nothing about what this patient wants. */
    private void addWords(Document document, MessageRecord message, Lexicon lexicon) {
        String text = message.text();
        FoldedText folded = FoldedText.of(text);
        document.add(new Field(Fields.BIGRAMS, bigrams.over(folded), Fields.POSITIONS));
        document.add(new Field(Fields.CHARACTERS, characters.over(folded), Fields.DOCUMENTS));
        FoldedText plain = FoldedText.plain(text);
        if (!plain.equals(folded)) {
            document.add(new Field(Fields.PLAIN, plainBigrams.over(plain), Fields.POSITIONS));
            document.add(new Field(Fields.PLAIN_CHARACTERS, plainCharacters.over(plain), Fields.DOCUMENTS));
        }
        document.add(new Field(Fields.WORDS, cutter.words(text), Fields.FREQUENCIES));
        Set<String> spelled = new LinkedHashSet<>();
        for (Mention mention : lexicon.occurrences(text)) {
            spelled.add(Subject.term(mention.kind(), mention.canonical()));
        }
        spelled.forEach(term -> document.add(new StringField(Fields.SPELLED, term, Store.NO)));
        if (!spelled.isEmpty() && message.isWords()) {
            addSubject(document, text, lexicon);
        }
    }

    private static void addSubject(Document document, String text, Lexicon lexicon) {
        for (String term : Subject.of(lexicon, text).terms()) {
            document.add(new StringField(Fields.ABOUT, term, Store.NO));
            document.add(new SortedSetDocValuesField(Fields.ABOUT, new BytesRef(term)));
        }
    }

    private static String origin(MessageRecord message) {
        return message.channel().code() + PART + message.speaker().code();
    }

    static long person(String patientId) {
        BytesRef id = new BytesRef(patientId);
        return StringHelper.murmurhash3_x64_128(id)[0];
    }
}
