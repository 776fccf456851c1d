package nightdesk.nlp.lucene;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import nightdesk.ingest.ChatMessage;
import nightdesk.nlp.Askers;
import nightdesk.nlp.MessageIndex;
import nightdesk.nlp.SearchRequest;
import nightdesk.nlp.SearchResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index that is searched and, during a rebuild, the next one beside it. While there are two, each new message goes
 * into both, and what the rebuild reads from the store is added to the next one only where nothing newer stands.
 */
final class RebuildableIndex implements MessageIndex, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RebuildableIndex.class);

    private final Generations generations;
    private final Function<Path, LuceneMessageIndex> opener;
    private final boolean leftUnfinished;
    /** Held for reading while an index is used, for writing while one takes the other's place. */
    private final ReadWriteLock places = new ReentrantReadWriteLock();

    private final Set<String> erasedMeanwhile = ConcurrentHashMap.newKeySet();
    private LuceneMessageIndex current;
    private @Nullable Next next;
    private volatile boolean broken;

    private record Next(LuceneMessageIndex index, Path directory) {}

    RebuildableIndex(Generations generations, Function<Path, LuceneMessageIndex> opener) {
        this.generations = generations;
        this.opener = opener;
        this.leftUnfinished = generations.removeLeftovers();
        this.current = opener.apply(generations.current());
    }

    /** Returns whether the process before this one ended during a rebuild. */
    boolean leftUnfinished() {
        return leftUnfinished;
    }

    @Override
    public void index(List<ChatMessage> messages) {
        using(index -> {
            index.index(messages);
            return messages.size();
        });
        alsoNext(index -> index.index(messages));
    }

    @Override
    public long erase(String patientId) {
        erasedMeanwhile.add(patientId);
        long erased = using(index -> index.erase(patientId));
        alsoNext(index -> index.erase(patientId));
        return erased;
    }

    @Override
    public int readAgain(int limit) {
        return using(index -> index.readAgain(limit));
    }

    @Override
    public long outdated() {
        return using(LuceneMessageIndex::outdated);
    }

    @Override
    public Holding holding(Collection<String> spellings, int limit) {
        return using(index -> index.holding(spellings, limit));
    }

    @Override
    public Status status() {
        return using(MessageIndex::status);
    }

    @Override
    public SearchResult search(SearchRequest request) {
        return using(index -> index.search(request));
    }

    @Override
    public Askers askers(SearchRequest request) {
        return using(index -> index.askers(request));
    }

    private <T> T using(Function<LuceneMessageIndex, T> use) {
        places.readLock().lock();
        try {
            return use.apply(current);
        } finally {
            places.readLock().unlock();
        }
    }

    private interface Change {
        void on(LuceneMessageIndex index);
    }

    /** A failure of the next index ends the rebuild, never the present one's work. */
    private void alsoNext(Change change) {
        places.readLock().lock();
        try {
            Next building = next;
            if (building != null) {
                change.on(building.index());
            }
        } catch (RuntimeException failure) {
            log.warn(
                    "The new index failed and is given up: {}",
                    failure.getClass().getSimpleName());
            broken = true;
        } finally {
            places.readLock().unlock();
        }
    }

    /** Opens the next index; from now on each new message goes into both. */
    void begin() {
        giveUp();
        Path directory = generations.next();
        LuceneMessageIndex opened = opener.apply(directory);
        places.writeLock().lock();
        try {
            erasedMeanwhile.clear();
            broken = false;
            next = new Next(opened, directory);
        } finally {
            places.writeLock().unlock();
        }
    }

    /** Adds messages as the store has them, except those that the next index knows already or that were erased. */
    void fill(List<ChatMessage> stored) {
        places.readLock().lock();
        try {
            List<ChatMessage> standing = stored.stream()
                    .filter(message -> !erasedMeanwhile.contains(message.patientId()))
                    .toList();
            building().index().addMissing(standing);
        } finally {
            places.readLock().unlock();
        }
    }

    /** @throws IllegalStateException when the next index failed meanwhile or was given up */
    private Next building() {
        Next building = next;
        if (building == null || broken) {
            throw new IllegalStateException("the new index could not take a message");
        }
        return building;
    }

    /** What was replaced by what, in messages. */
    record Replaced(long before, long after) {}

    /** Lets the next index take the place of the present one, after this start and after the next. */
    Replaced finish() {
        LuceneMessageIndex old = current;
        Replaced replaced = exchange();
        old.close();
        generations.removeLeftovers();
        return replaced;
    }

    private Replaced exchange() {
        places.writeLock().lock();
        try {
            Next building = building();
            Replaced replaced = new Replaced(
                    current.status().messages(), building.index().status().messages());
            generations.activate(building.directory());
            current = building.index();
            next = null;
            return replaced;
        } finally {
            places.writeLock().unlock();
        }
    }

    /** Drops the next index, if there is one. */
    void giveUp() {
        places.writeLock().lock();
        try {
            Next building = next;
            next = null;
            if (building != null) {
                building.index().close();
                Generations.remove(building.directory());
            }
        } finally {
            places.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        giveUp();
        current.close();
    }
}
