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
     * side by side over the same characters. Homophones of longer names (热瑪姬), traditional characters and symbols put
     * between characters (热.玛.吉) count as the name; an alias with a guard counts only with one of its words.
     */
    List<Mention> mentions(String text);

    /**
     * Returns every place where a spelling stands, also inside a longer one (双眼皮 in 双眼皮修复). An entry is among
     * them when a substring search for one of its {@link #spellings} would find the text, but for accidental strings
     * (生发 in 女生发型), parts of Latin words and guarded aliases; and where it is written as {@link #mentions} allows.
     */
    List<Mention> occurrences(String text);

    /** Returns every spelling of the entry this word belongs to, its canonical name first; only the word if unknown. */
    List<String> spellings(String word);

    /**
     * Returns the entries a searched word stands for: those it spells, else those it is the pinyin, the initials or a
     * homophone of (remaji, rmj, 热马吉).
     */
    default Set<Entry> lookUp(String word) {
        return occurrences(word).stream()
                .filter(mention -> mention.start() == 0 && mention.end() == word.length())
                .map(mention -> new Entry(mention.kind(), mention.canonical()))
                .collect(java.util.stream.Collectors.toSet());
    }

    /** Returns every spelling of an entry, its canonical name first. */
    default List<String> spellings(Entry entry) {
        return spellings(entry.canonical());
    }

    /** Returns this treatment and all below it: 注射 → 玻尿酸 → 嗨体. Only the name itself when nothing is below it. */
    default Set<String> withChildren(String treatment) {
        return Set.of(treatment);
    }

    /** Returns up to three spellings close to a word that found nothing, the closest first. */
    default List<String> suggestions(String word) {
        return List.of();
    }

    /** Returns this lexicon as it is now: what is read from it hangs together although a new version may come meanwhile. */
    default Lexicon snapshot() {
        return this;
    }

    /** Returns the spellings that mean something else since the last version came: texts that hold one are read again first. */
    default Set<String> lastChanged() {
        return Set.of();
    }

    /** Returns whether the published version is in use by now; until then nothing should be derived from this one for good. */
    default boolean isSettled() {
        return true;
    }

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
        CONCERN,
        DOCTOR,
        COMPETITOR,
        SLANG
    }

    /** An entry by kind and canonical name. */
    record Entry(Kind kind, String canonical) {}

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
