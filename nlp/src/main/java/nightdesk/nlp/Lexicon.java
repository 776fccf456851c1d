package nightdesk.nlp;

import java.util.List;
import java.util.Set;

/** The words of the trade: treatments, brands, body sites, concerns, each under one canonical name with its aliases. */
public interface Lexicon {

    /** Returns what the text names, longest match first come, without overlaps, in order of position. */
    List<Mention> mentions(String text);

    /** Returns every spelling of the entry this word belongs to, its canonical name first; only the word if unknown. */
    List<String> spellings(String word);

    /** Returns the canonical names of a kind. */
    Set<String> names(Kind kind);

    /** What kind of thing an entry names. */
    enum Kind {
        TREATMENT,
        BRAND,
        BODY_PART,
        CONCERN
    }

    /**
     * One place in a text.
     *
     * @param canonical the entry's name
     * @param kind the entry's kind
     * @param surface the text as written
     * @param start first UTF-16 index
     * @param end index after the last
     */
    record Mention(String canonical, Kind kind, String surface, int start, int end) {}
}
