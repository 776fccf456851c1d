package nightdesk.nlp;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The lexicon as people edit it: a draft that counts once it is published. A published version is in use in every
 * process within seconds, and old messages are read again in the background.
 */
public interface LexiconCatalog {

    /**
     * Returns entries of the draft.
     *
     * @param q part of a name or alias; null = any
     * @param sort null = any
     */
    Mono<Listing> list(@Nullable String q, LexiconEntry.@Nullable Sort sort, int page, int size);

    /** Returns an entry of the draft, or empty. */
    Mono<Kept> byId(String id);

    /**
     * Puts an entry into the draft.
     *
     * @param replaces the id it takes the place of, when it was renamed; null = none but its own
     * @throws IllegalArgumentException when it does not fit the others, in Chinese
     */
    Mono<Kept> save(LexiconEntry entry, @Nullable String replaces, String by);

    /** Takes an entry out of the draft; false when there was none. */
    Mono<Boolean> remove(String id, String by);

    /** Returns how the draft differs from what is in use. */
    Mono<Changes> changes();

    /** Returns what publishing the draft would change in messages that are there already. */
    Mono<Preview> preview();

    /** Puts the draft in use; empty when it is in use already. */
    Mono<Version> publish(String note, String by);

    /** Returns all versions, the newest first. */
    Flux<Version> versions();

    /** Puts an earlier version in use again, as a new version, and the draft back to it; empty when there is no such version. */
    Mono<Version> rollBack(int number, String by);

    /** Takes entries of a table into the draft; each line stands for itself. */
    Mono<Imported> importCsv(String csv, String by);

    /** Returns the draft as a table that a spreadsheet opens and that can be imported again. */
    Mono<String> exportCsv();

    /** Returns how a sentence is read with what is in use, and why. */
    Analysis analyze(String text);

    /** Returns how far old messages were read again. */
    Reading reading();

    /** Returns words that people use and that the lexicon does not know. */
    Mono<Candidates> candidates();

    /** Never proposes this word again. */
    Mono<Void> ignore(String word, String by);

    record Listing(long total, List<Kept> items) {}

    /** An entry, who wrote it last, and whether it differs from what is in use. */
    record Kept(String id, LexiconEntry entry, Instant editedAt, String editedBy, boolean unpublished) {}

    record Changes(List<String> added, List<String> changed, List<String> removed) {
        public boolean isNone() {
            return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
        }
    }

    /**
     * @param holding messages that hold one of the spellings that change
     * @param looked how many of them were read for this, the newest
     * @param changing how many of those would be read otherwise
     */
    record Preview(
            Changes changes, List<String> spellings, long holding, int looked, int changing, List<Example> examples) {}

    /** A message that would be read otherwise. */
    record Example(String text, List<String> before, List<String> after) {}

    record Version(
            int number,
            String fingerprint,
            Instant publishedAt,
            String publishedBy,
            String note,
            int added,
            int changed,
            int removed) {}

    record Imported(int added, int changed, int unchanged, int rejected, List<LineError> errors) {}

    /** Why a line was not taken, in Chinese. */
    record LineError(int line, String reason) {}

    /**
     * @param words as smartcn cuts them
     * @param pieces every place where a spelling stands
     * @param pinyin how it sounds
     */
    record Analysis(String text, String plain, String pinyin, List<String> words, List<Piece> pieces) {}

    /**
     * @param spelling the spelling of the lexicon that was met
     * @param found {@code spelled}, {@code apart} or {@code homophone}
     * @param counts false when it names nothing here
     * @param because why, in Chinese
     */
    record Piece(
            int start,
            int end,
            String surface,
            String spelling,
            String found,
            LexiconEntry.@Nullable Sort sort,
            @Nullable String name,
            List<String> parents,
            boolean counts,
            String because) {}

    /** @param outdated messages still to be read again */
    record Reading(String version, long messages, long outdated) {}

    /** @param at when they were looked for; null = not yet */
    record Candidates(@Nullable Instant at, int messages, List<Candidate> items) {}

    /**
     * @param people distinct patients who said it lately
     * @param recent messages with it lately
     * @param before messages with it in the time before
     * @param cohesion how much more its parts stand together than by chance, as a logarithm
     * @param freedom how many ways the text goes on before and after it, in bits
     * @param burst how much more it is said than before
     * @param near a name of the lexicon that comes close
     */
    record Candidate(
            String word,
            int people,
            int recent,
            int before,
            double cohesion,
            double freedom,
            double burst,
            @Nullable String near,
            List<Quote> quotes) {}

    record Quote(String messageId, String conversationId, String text) {}
}
