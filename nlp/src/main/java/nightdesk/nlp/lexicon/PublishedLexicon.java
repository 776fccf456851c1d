package nightdesk.nlp.lexicon;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightdesk.nlp.Lexicon;

/** The lexicon in use. A newly published one takes its place in one step, in the middle of whatever goes on. */
public final class PublishedLexicon implements Lexicon {
    private volatile TradeLexicon current;
    private volatile Set<String> lastChanged = Set.of();
    private volatile boolean settled = true;

    public PublishedLexicon(TradeLexicon first) {
        current = first;
    }

    /** Puts another in its place and returns the one before. */
    public synchronized TradeLexicon replace(TradeLexicon next) {
        TradeLexicon before = current;
        lastChanged = next.changedSince(before);
        current = next;
        settled = true;
        return before;
    }

    /** Says that a published version will come and should be waited for. */
    public void awaitPublished() {
        settled = false;
    }

    @Override
    public boolean isSettled() {
        return settled;
    }

    @Override
    public Set<String> lastChanged() {
        return lastChanged;
    }

    /** Returns the one in use. */
    public TradeLexicon current() {
        return current;
    }

    @Override
    public Lexicon snapshot() {
        return current;
    }

    @Override
    public List<Mention> mentions(String text) {
        return current.mentions(text);
    }

    @Override
    public List<Mention> occurrences(String text) {
        return current.occurrences(text);
    }

    @Override
    public Set<Entry> lookUp(String word) {
        return current.lookUp(word);
    }

    @Override
    public List<String> spellings(String word) {
        return current.spellings(word);
    }

    @Override
    public List<String> spellings(Entry entry) {
        return current.spellings(entry);
    }

    @Override
    public Set<String> withChildren(String treatment) {
        return current.withChildren(treatment);
    }

    @Override
    public List<String> suggestions(String word) {
        return current.suggestions(word);
    }

    @Override
    public Set<String> names(Kind kind) {
        return current.names(kind);
    }

    @Override
    public List<String> impliedTreatments(Kind kind, String canonical) {
        return current.impliedTreatments(kind, canonical);
    }

    @Override
    public Optional<String> bodyPart(Kind kind, String canonical) {
        return current.bodyPart(kind, canonical);
    }

    @Override
    public String version() {
        return current.version();
    }
}
