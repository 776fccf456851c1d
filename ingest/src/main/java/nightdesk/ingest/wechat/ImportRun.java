package nightdesk.ingest.wechat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.FailureText;
import nightdesk.ingest.ImportJob;
import nightdesk.ingest.LogRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Runs one job: the file is read on a thread of its own, in batches, and only as fast as the log takes them. A failure of
 * the log or of the store is passed on, and the job begins again later; a file that cannot be read ends it.
 */
final class ImportRun implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ImportRun.class);
    private static final int MOST_ATTEMPTS = 100;
    private static final int IN_FLIGHT = 2;
    private static final Duration SAVE_EVERY = Duration.ofMillis(300);

    private final ImportStore store;
    private final EventLog events;
    private final Path directory;
    private final Clock clock;
    private final Scheduler reading = Schedulers.newBoundedElastic(2, 100, "import-read", 60, true);

    ImportRun(ImportStore store, EventLog events, Path directory, Clock clock) {
        this.store = store;
        this.events = events;
        this.directory = directory;
        this.clock = clock;
    }

    /** A file that is open and understood. */
    private record Opened(ExportFormats.Recognised found, ExportReader reader, RowsToMessages messages) {}

    /** A batch of which is known what is new. */
    private record Sorted(List<LogRecord> records, Tally tally) {}

    Mono<Void> run(ImportStore.Due due) {
        if (due.attempts() >= MOST_ATTEMPTS) {
            return end(
                    due,
                    ImportJob.State.FAILED,
                    "the job was begun " + MOST_ATTEMPTS + " times and never ended",
                    List.of());
        }
        return store.forgetOldIds()
                .doOnError(failure -> log.warn("Ids of old imports stay for now: {}", FailureText.of(failure)))
                .onErrorComplete()
                .then(store.begin(due.id()))
                .then(Mono.fromCallable(() -> open(due)).subscribeOn(reading))
                .flatMap(opened -> all(due, opened))
                .flatMap(notes -> end(due, ImportJob.State.DONE, null, notes))
                .onErrorResume(
                        UnreadableFile.class,
                        failure -> end(due, ImportJob.State.FAILED, String.valueOf(failure.getMessage()), List.of()));
    }

    private Opened open(ImportStore.Due due) {
        try {
            ExportFile file = ExportFile.inspect(due.request().file());
            ExportFormats.Recognised found =
                    ExportFormats.recognise(file, due.request().format());
            ReadOptions options = new ReadOptions(
                    Owner.parse(due.request().owner()),
                    due.request().zone(),
                    due.request().fileName(),
                    clock.instant());
            ExportReader reader = found.format().open(file, options);
            RowsToMessages messages =
                    new RowsToMessages(reader.account(), ImportStore.source(due.id()), due.startedAt());
            return new Opened(found, reader, messages);
        } catch (NoSuchFileException e) {
            throw new UnreadableFile("the file is gone; upload it again");
        } catch (IOException e) {
            throw new UnreadableFile("the file cannot be read: " + e.getMessage());
        }
    }

    /** Returns the notes of the reader once everything is on the log. */
    private Mono<List<String>> all(ImportStore.Due due, Opened opened) {
        return store.explain(due.id(), opened.found())
                .thenMany(Flux.using(() -> opened, this::batches, this::close))
                .concatMap(batch -> sort(due.id(), batch), 1)
                .flatMapSequential(sorted -> events.append(sorted.records()).thenReturn(sorted.tally()), IN_FLIGHT, 1)
                .scan(Tally.NOTHING, Tally::and)
                .concatMap(new Saving(due.id())::save, 1)
                .last()
                .flatMap(tally -> store.progress(due.id(), tally))
                .then(Mono.fromCallable(() -> opened.reader().notes()));
    }

    private Flux<Batch> batches(Opened opened) {
        return Flux.<Batch>generate(sink -> read(opened, sink)).subscribeOn(reading);
    }

    private void read(Opened opened, SynchronousSink<Batch> sink) {
        try {
            Batch batch = Batch.read(opened.reader(), opened.messages());
            if (batch.isEmpty()) {
                sink.complete();
            } else {
                sink.next(batch);
            }
        } catch (IOException e) {
            sink.error(new UnreadableFile("the file cannot be read: " + e.getMessage()));
        } catch (RuntimeException e) {
            // Not the exception itself: its message may hold words of a chat.
            log.error(
                    "Import reader failed near byte {}: {} at {}",
                    opened.reader().bytesRead(),
                    e.getClass().getName(),
                    e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
            sink.error(new UnreadableFile("the reader failed near byte "
                    + opened.reader().bytesRead() + ": " + e.getClass().getSimpleName()));
        }
    }

    private void close(Opened opened) {
        try {
            opened.reader().close();
        } catch (IOException e) {
            log.warn("An import file did not close: {}", e.getMessage());
        }
    }

    private Mono<Sorted> sort(String id, Batch batch) {
        return store.reject(id, batch.rejected())
                .then(store.note(id, batch.ids()).collectList())
                .map(noted -> sorted(batch, noted));
    }

    /** The first of equal ids in a batch goes to the log. */
    private static Sorted sorted(Batch batch, List<ImportStore.Noted> noted) {
        Set<String> wanted = new HashSet<>();
        noted.forEach(it -> wanted.add(it.id()));
        List<LogRecord> records = IntStream.range(0, batch.ids().size())
                .filter(i -> wanted.remove(batch.ids().get(i)))
                .mapToObj(batch.records()::get)
                .toList();
        long fresh = noted.stream().filter(ImportStore.Noted::fresh).count();
        return new Sorted(
                records,
                new Tally(fresh, batch.ids().size() - fresh, batch.rejected().size(), batch.bytesRead()));
    }

    private Mono<Void> end(ImportStore.Due due, ImportJob.State state, @Nullable String failure, List<String> notes) {
        return store.finish(due.id(), state, failure, notes, clock.instant())
                .then(Mono.<Void>fromRunnable(() -> remove(due)).subscribeOn(reading))
                .doOnSuccess(done -> log.info("Import {} {}", due.id(), state.code()));
    }

    private void remove(ImportStore.Due due) {
        Path file = due.request().file();
        try {
            if (file.startsWith(directory)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            log.warn("The file of import {} cannot be removed: {}", due.id(), e.getMessage());
        }
    }

    @Override
    public void close() {
        reading.dispose();
    }

    /** Saves the progress now and then. */
    private final class Saving {
        private final String id;
        private Instant next = Instant.EPOCH;

        Saving(String id) {
            this.id = id;
        }

        Mono<Tally> save(Tally tally) {
            Instant now = clock.instant();
            if (now.isBefore(next)) {
                return Mono.just(tally);
            }
            next = now.plus(SAVE_EVERY);
            return store.progress(id, tally).thenReturn(tally);
        }
    }
}
