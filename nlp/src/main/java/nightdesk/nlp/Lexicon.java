package nightdesk.nlp;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The words of the trade: treatments, brands, body sites, concerns, each under one canonical name with its aliases.
 * Upper and lower case, full and half width are the same; a Latin alias matches whole words only.
 */
public interface Lexicon {

    /**
     * Returns what the text names, in order of position: the leftmost and longest spelling wins and nothing overlaps,
     * except that one spelling may name entries of several kinds (热玛吉 is a treatment and a brand), which then stand
     * side by side over the same characters.
     */
    List<Mention> mentions(String text);

    /**
     * Returns every place where a spelling stands, also inside a longer one (双眼皮 in 双眼皮修复). An entry is among
     * them exactly when a substring search for one of its {@link #spellings} would find the text, but for accidental
     * strings (生发 in 女生发型) and parts of Latin words.
     */
    List<Mention> occurrences(String text);

    /** Returns every spelling of the entry this word belongs to, its canonical name first; only the word if unknown. */
    List<String> spellings(String word);

    /** Returns the canonical names of a kind. */
    Set<String> names(Kind kind);

    /**
     * Returns the treatments an entry stands for without naming them: 乔雅登 → 玻尿酸, 法令纹 → 除皱. Empty for treatments
     * and body parts. A concern's treatment counts only where the text names no other.
     */
    List<String> impliedTreatments(Kind kind, String canonical);

    /** Returns the body part that a treatment or concern is about when none is named: 双眼皮 → 眼. */
    Optional<String> bodyPart(Kind kind, String canonical);

    /** Returns what changes whenever an entry changes; stored beside what was derived from the lexicon. */
    String version();

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
