package nightdesk.ingest.wechat;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job's file that is open and understood; used on the reading thread. */
final class OpenImport {
    private static final long KEEP_EVERY_NANOS = 2_000_000_000L;

    private final ExportReader reader;
    private final RowsToMessages messages;
    private final Notes carried = new Notes();
    private long batch;
    private long kept = System.nanoTime();

    private OpenImport(ExportReader reader, RowsToMessages messages, @Nullable Checkpoint from) {
        this.reader = reader;
        this.messages = messages;
        if (from != null) {
            this.batch = from.batch();
            carried.restore(from.notes());
            from.sentences().forEach(carried::say);
        }
    }

    /** Looks a file through and finds out what it is. */
    static OpenedFile inspect(Path path, String format, ReadOptions options) {
        try {
            ExportFormats.Recognised found = ExportFormats.recognise(ExportFile.inspect(path), format);
            Survey survey = found.format().survey(found.file(), options);
            return OpenedFile.of(found, survey, found.format().opening(found.file()));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    static OpenImport open(ImportStore.Due due, OpenedFile opened, ReadOptions options, @Nullable Checkpoint from) {
        try {
            Position position = from == null ? Position.START : from.position();
            ExportFile file = opened.at(due.request().file());
            ExportReader reader = opened.reader().open(file, options, opened.survey(), position);
            Occurrences memory = from == null ? new Occurrences() : Occurrences.of(from.memory());
            return new OpenImport(
                    reader, new RowsToMessages(ImportStore.source(due.id()), due.startedAt(), memory), from);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    static UnreadableFile unreadable(IOException failure) {
        return new UnreadableFile(
                failure instanceof NoSuchFileException
                        ? "文件不在了，请重新上传"
                        : "文件读不出：" + failure.getClass().getSimpleName());
    }

    /** Reads the next piece; now and then with where to go on after it. */
    Batch next() throws IOException {
        Batch read = Batch.read(++batch, reader, messages);
        if (read.isEmpty() || System.nanoTime() - kept < KEEP_EVERY_NANOS) {
            return read;
        }
        kept = System.nanoTime();
        Notes all = notes();
        return read.with(new Checkpoint(
                read.number(),
                reader.position(),
                Tally.NOTHING,
                all.counts(),
                all.sentences(),
                messages.occurrences().memory()));
    }

    Notes notes() {
        Notes all = new Notes();
        for (Notes some : new Notes[] {carried, reader.notes()}) {
            all.restore(some.counts());
            some.sentences().forEach(all::say);
        }
        return all;
    }

    String account() {
        return reader.account();
    }

    long bytesRead() {
        return reader.bytesRead();
    }

    void close() throws IOException {
        reader.close();
    }

    static ReadOptions options(ImportStore.Due due, Instant now) {
        return new ReadOptions(
                Owner.parse(due.request().owner()),
                due.request().zone(),
                due.request().fileName(),
                now);
    }
}
