package nightdesk.nlp.lucene;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import nightdesk.ingest.ChatMessage;
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
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/** Turns messages into documents. Its token streams are used again for the next message: one thread at a time. */
final class MessageDocuments {
    /** Between channel and speaker in an origin. */
    static final char PART = '|';

    private static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    private static final long LATEST = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

    private final Lexicon lexicon;
    private final WordCutter cutter;
    private final CodePointTokens bigrams = new CodePointTokens(2);
    private final CodePointTokens characters = new CodePointTokens(1);

    MessageDocuments(Lexicon lexicon, WordCutter cutter) {
        this.lexicon = lexicon;
        this.cutter = cutter;
    }

    Document of(ChatMessage message) {
        long time = millis(message.sentAt());
        String patient = message.patientId();
        Document document = new Document();
        document.add(new StringField(Fields.ID, message.messageId(), Store.NO));
        document.add(new StringField(Fields.CHANNEL, message.channel().code(), Store.NO));
        document.add(new StringField(Fields.SPEAKER, message.speaker().code(), Store.NO));
        document.add(new StringField(Fields.ACCOUNT, message.account(), Store.NO));
        document.add(new StringField(Fields.PATIENT, patient, Store.NO));
        document.add(new StringField(Fields.CONVERSATION, message.conversationId(), Store.NO));
        document.add(new LongPoint(Fields.TIME, time));
        document.add(new NumericDocValuesField(Fields.TIME, time));
        document.add(new NumericDocValuesField(Fields.PERSON, person(patient)));
        document.add(new SortedDocValuesField(Fields.ORIGIN, new BytesRef(origin(message))));
        document.add(new BinaryDocValuesField(
                Fields.RECORD, MessageRecord.of(message, time).encode()));
        if (message.isWords()) {
            addWords(document, message.text());
        }
        return document;
    }

    private void addWords(Document document, String text) {
        FoldedText folded = FoldedText.of(text);
        document.add(new Field(Fields.BIGRAMS, bigrams.over(folded), Fields.POSITIONS));
        document.add(new Field(Fields.CHARACTERS, characters.over(folded), Fields.DOCUMENTS));
        document.add(new Field(Fields.WORDS, cutter.words(text), Fields.FREQUENCIES));
        Set<String> spelled = new LinkedHashSet<>();
        for (Mention mention : lexicon.occurrences(text)) {
            spelled.add(Subject.term(mention.kind(), mention.canonical()));
        }
        spelled.forEach(term -> document.add(new StringField(Fields.SPELLED, term, Store.NO)));
        if (!spelled.isEmpty()) {
            addSubject(document, text);
        }
    }

    private void addSubject(Document document, String text) {
        for (String term : Subject.of(lexicon, text).terms()) {
            document.add(new StringField(Fields.ABOUT, term, Store.NO));
            document.add(new SortedSetDocValuesField(Fields.ABOUT, new BytesRef(term)));
        }
    }

    private static String origin(ChatMessage message) {
        return message.channel().code() + PART + message.speaker().code();
    }

    /** Returns the time in milliseconds; a time no calendar shows is brought to the nearest that one does. */
    static long millis(Instant time) {
        return Math.clamp(time.getEpochSecond(), EARLIEST / 1000, LATEST / 1000) * 1000 + time.getNano() / 1_000_000;
    }

    static long person(String patientId) {
        BytesRef id = new BytesRef(patientId);
        return StringHelper.murmurhash3_x64_128(id)[0];
    }
}
