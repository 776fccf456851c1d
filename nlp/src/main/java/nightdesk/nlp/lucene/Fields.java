package nightdesk.nlp.lucene;

import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;

/** The fields of a message's document. */
final class Fields {
    /** Message id: a term. */
    static final String ID = "id";

    /** Message id again, of a message that was taken back: whatever comes later under this id stays out. */
    static final String RECALLED = "recalled";

    /** Bigrams of lower-case code points over the raw text, with positions: what makes search exact. */
    static final String BIGRAMS = "bigrams";

    /** The code points themselves, for queries of one character. */
    static final String CHARACTERS = "characters";

    /** Bigrams and characters of the text in plain spelling, only of messages that are written otherwise. */
    static final String PLAIN = "plain";

    static final String PLAIN_CHARACTERS = "plain-characters";

    /** The words as smartcn cuts them: for ranking. */
    static final String WORDS = "words";

    /** Entries of the lexicon of which any spelling occurs: terms that make alias search equal substring search. */
    static final String SPELLED = "spelled";

    /** Treatments, brands and concerns the message is about: terms to filter by and ordinals to count. */
    static final String ABOUT = "about";

    /** Milliseconds since 1970: points to filter by, values to sort and count by. */
    static final String TIME = "time";

    /** Channel and speaker in one ordinal, to count both at once. */
    static final String ORIGIN = "origin";

    /** A 64-bit hash of the patient id: counts people without ordinals that span segments. */
    static final String PERSON = "person";

    /** What a hit shows, in one binary value: a page reads 20 of them, so no compressed block is worth it. */
    static final String RECORD = "record";

    /** The lexicon's version under which the message was read: a term. */
    static final String LEXICON = "lexicon";

    static final String CHANNEL = "channel";
    static final String SPEAKER = "speaker";
    static final String ACCOUNT = "account";
    static final String PATIENT = "patient";
    static final String CONVERSATION = "conversation";

    static final FieldType POSITIONS = type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, false);
    static final FieldType FREQUENCIES = type(IndexOptions.DOCS_AND_FREQS, false);
    static final FieldType DOCUMENTS = type(IndexOptions.DOCS, true);

    private Fields() {}

    private static FieldType type(IndexOptions options, boolean omitNorms) {
        FieldType type = new FieldType();
        type.setIndexOptions(options);
        type.setTokenized(true);
        type.setOmitNorms(omitNorms);
        type.freeze();
        return type;
    }
}
