package nightdesk.nlp.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import nightdesk.ingest.TransientFailure;
import nightdesk.nlp.MessageIndex.Status;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer and the one searcher manager of the process. A batch is committed before {@link #put} returns: who
 * acknowledges after that loses nothing, however the process ends.
 */
final class IndexStorage implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(IndexStorage.class);
    private static final double RAM_MB = 64;

    private final Directory directory;
    private final MessageDocuments documents;
    private final Clock clock;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile Handles handles;
    private volatile boolean closed;
    private volatile @Nullable Instant lastCommitAt;

    /** False while the writer may hold documents that the searcher does not show yet. */
    private boolean allShown = true;

    /** The writer and the searchers that read what it wrote. */
    private record Handles(IndexWriter writer, SearcherManager searchers) implements AutoCloseable {

        static Handles open(Directory directory) throws IOException {
            IndexWriter writer = new IndexWriter(directory, settings());
            return new Handles(writer, new SearcherManager(writer, null));
        }

        @Override
        public void close() throws IOException {
            searchers.close();
            writer.close();
        }
    }

    /** Something read from one state of the index. */
    interface Reading<T> {
        T from(IndexSearcher searcher) throws IOException;
    }

    private IndexStorage(Directory directory, MessageDocuments documents, Clock clock) throws IOException {
        this.directory = directory;
        this.handles = Handles.open(directory);
        this.documents = documents;
        this.clock = clock;
    }

    /**
     * Opens the index of a directory, a new one if there is none.
     *
     * @throws IllegalStateException when another process has it open
     */
    static IndexStorage open(Path path, MessageDocuments documents, Clock clock) {
        try {
            return new IndexStorage(FSDirectory.open(path), documents, clock);
        } catch (LockObtainFailedException e) {
            throw new IllegalStateException(
                    "The index " + path + " is open in another process; expected to be its only writer", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The index " + path + " cannot be opened", e);
        }
    }

    private static IndexWriterConfig settings() {
        return new IndexWriterConfig().setRAMBufferSizeMB(RAM_MB).setCommitOnClose(true);
    }

    /** Adds or replaces messages, each id at most once in the batch, and commits. */
    void put(Collection<MessageRecord> messages) {
        if (messages.isEmpty()) {
            return;
        }
        write(writer -> read(searcher -> {
            KnownIds known = new KnownIds(searcher.getIndexReader());
            boolean adding = allShown;
            allShown = false;
            KnownIds recalled = new KnownIds(searcher.getIndexReader(), Fields.RECALLED);
            for (MessageRecord message : messages) {
                if (!message.isRecalled() && recalled.contains(message.messageId())) {
                    continue;
                }
                Document document = documents.of(message);
                if (adding && !known.contains(message.messageId())) {
                    writer.addDocument(document);
                } else {
                    writer.updateDocument(new Term(Fields.ID, message.messageId()), document);
                }
            }
            return messages.size();
        }));
    }

    /** Adds the messages whose id is unknown, each id at most once in the batch, and commits. */
    void putMissing(Collection<MessageRecord> messages) {
        write(writer -> read(searcher -> {
            KnownIds known = new KnownIds(searcher.getIndexReader());
            for (MessageRecord message : messages) {
                if (!known.contains(message.messageId())) {
                    writer.updateDocument(new Term(Fields.ID, message.messageId()), documents.of(message));
                }
            }
            return messages.size();
        }));
    }

    /** Puts up to so many outdated messages again; they say themselves that they are, so that a crash leaves no gap. */
    int readAgain(Query among, int limit) {
        Query query = new BooleanQuery.Builder()
                .add(documents.outdated(), Occur.FILTER)
                .add(among, Occur.FILTER)
                .build();
        return write(writer -> {
            List<MessageRecord> outdated = read(searcher -> records(searcher, query, limit));
            for (MessageRecord message : outdated) {
                writer.updateDocument(new Term(Fields.ID, message.messageId()), documents.of(message));
            }
            return outdated.size();
        });
    }

    long outdated() {
        return read(searcher -> searcher.count(documents.outdated()));
    }

    private static List<MessageRecord> records(IndexSearcher searcher, Query query, int limit) throws IOException {
        List<MessageRecord> records = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(query, limit).scoreDocs) {
            records.add(record(searcher, hit.doc));
        }
        return records;
    }

    /** Returns what the index holds of a hit. */
    static MessageRecord record(IndexSearcher searcher, int doc) throws IOException {
        List<LeafReaderContext> leaves = searcher.getLeafContexts();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
        BinaryDocValues records = DocValues.getBinary(leaf.reader(), Fields.RECORD);
        if (!records.advanceExact(doc - leaf.docBase)) {
            throw new CorruptIndexException("no record of document " + doc, searcher.toString());
        }
        return MessageRecord.decode(records.binaryValue());
    }

    long erase(String patientId) {
        return write(writer -> {
            int before = read(searcher -> searcher.getIndexReader().numDocs());
            writer.deleteDocuments(new Term(Fields.PATIENT, patientId));
            commit(writer);
            return before - read(searcher -> searcher.getIndexReader().numDocs());
        });
    }

    private interface Writing {
        int with(IndexWriter writer) throws IOException;
    }

    private int write(Writing change) {
        writing.lock();
        try {
            IndexWriter writer = writer();
            int result = change.with(writer);
            if (writer.hasUncommittedChanges()) {
                commit(writer);
            }
            return result;
        } catch (IOException | AlreadyClosedException e) {
            throw new TransientFailure("The index could not be written", e);
        } finally {
            writing.unlock();
        }
    }

    private void commit(IndexWriter writer) throws IOException {
        writer.commit();
        handles.searchers().maybeRefreshBlocking();
        allShown = true;
        lastCommitAt = clock.instant();
    }

    /** Lucene closes a writer for good when the disk fails: what was committed is safe, so open it again from there. */
    private IndexWriter writer() throws IOException {
        Handles current = handles;
        if (!current.writer().isOpen() && !closed) {
            current.searchers().close();
            handles = Handles.open(directory);
            log.warn("The index was opened again after a failed write");
        }
        return handles.writer();
    }

    <T> T read(Reading<T> reading) {
        try {
            SearcherManager searchers = handles.searchers();
            IndexSearcher searcher = searchers.acquire();
            try {
                return reading.from(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException | AlreadyClosedException e) {
            throw new TransientFailure("The index could not be read", e);
        }
    }

    Status status() {
        int messages = read(searcher -> searcher.getIndexReader().numDocs());
        return new Status(messages, size(), lastCommitAt);
    }

    private long size() {
        try {
            long size = 0;
            for (String file : directory.listAll()) {
                size += length(file);
            }
            return size;
        } catch (IOException e) {
            throw new TransientFailure("The index could not be read", e);
        }
    }

    /** A merge may delete a file between listing and measuring. */
    private long length(String file) {
        try {
            return directory.fileLength(file);
        } catch (IOException gone) {
            return 0;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            handles.close();
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The index could not be closed", e);
        }
    }
}
