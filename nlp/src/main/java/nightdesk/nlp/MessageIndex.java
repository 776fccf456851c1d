package nightdesk.nlp;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import nightdesk.ingest.ChatMessage;
import org.jspecify.annotations.Nullable;

/**
 * The full-text index over all messages: a view of the log that can be built again from it. Blocking; call it on a
 * scheduler of its own. Safe for many threads.
 */
public interface MessageIndex {

    /**
     * Takes messages in. When this returns they are durable and a search finds them. A message that is there already is
     * replaced, so that it stands once however often it comes. Only {@link ChatMessage#isSearched() words} are searched;
     * other messages are kept and found by filters. One that was {@link ChatMessage#isRecalled() taken back} stays so,
     * whichever order its parts come in.
     *
     * @throws nightdesk.ingest.TransientFailure when the disk refuses
     */
    void index(List<ChatMessage> messages);

    /**
     * Searches messages.
     *
     * @throws IllegalArgumentException when the query's syntax is wrong, with the position
     */
    SearchResult search(SearchRequest request);

    /** Searches like {@link #search} and returns the people instead: who asked, those with most messages first. */
    Askers askers(SearchRequest request);

    /** Removes all messages of a patient for good; returns how many there were. */
    long erase(String patientId);

    /**
     * Reads messages again that were taken in under another {@link Lexicon#version()}, as the words of the trade change
     * with each release.
     *
     * @param limit how many at the most
     * @return how many there were; 0 = all messages are up to date
     */
    int readAgain(int limit);

    /** Returns how many messages {@link #readAgain} would still read. */
    default long outdated() {
        return 0;
    }

    /** Returns messages in whose plain spelling one of these strings occurs, the newest first. */
    default Holding holding(Collection<String> spellings, int limit) {
        return new Holding(0, List.of());
    }

    /** @param total all of them, of which {@code texts} are the newest */
    record Holding(long total, List<String> texts) {}

    /** Returns how the index is. */
    Status status();

    /**
     * @param messages how many stand in the index
     * @param sizeBytes on disk
     * @param lastCommitAt when it was last made durable by this process; null when it was not
     */
    record Status(long messages, long sizeBytes, @Nullable Instant lastCommitAt) {}
}
