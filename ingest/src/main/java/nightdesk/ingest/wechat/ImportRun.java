package nightdesk.ingest.wechat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.FailureText;
import nightdesk.ingest.ImportJob;
import nightdesk.ingest.Imports;
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
 * the log or of the store is passed on, and the job goes on later where it stopped; a file that cannot be read ends it.
 */
final class ImportRun implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ImportRun.class);
    private static final int MOST_ATTEMPTS = 100;
    private static final int IN_FLIGHT = 2;
    private static final Duration SAVE_EVERY = Duration.ofMillis(300);

    private final ImportStore store;
    private final ImportedSpeakers speakers;
    private final EventLog events;
    private final Path directory;
    private final Clock clock;
    private final Scheduler reading = Schedulers.newBoundedElastic(2, 100, "import-read", 60, true);

    ImportRun(ImportStore store, ImportedSpeakers speakers, EventLog events, Path directory, Clock clock) {
        this.store = store;
        this.speakers = speakers;
        this.events = events;
        this.directory = directory;
        this.clock = clock;
    }

    /** A batch of which is known what is new. */
    private record Sorted(
            List<LogRecord> records, Tally tally, @Nullable Checkpoint checkpoint) {}

    /** A job with what is known of its file. */
    private record Known(ImportStore.Due due, OpenedFile opened) {}

    /** What was counted up to a batch, and where to go on after it. */
    private record Progress(Tally tally, @Nullable Checkpoint checkpoint) {
        static Progress of(@Nullable Checkpoint from) {
            return new Progress(from == null ? Tally.NOTHING : from.tally(), null);
        }

        Progress and(Sorted sorted) {
            Tally sum = tally.and(sorted.tally());
            return new Progress(
                    sum,
                    sorted.checkpoint() == null ? null : sorted.checkpoint().with(sum));
        }
    }

    /** Only attempts that ended without a word, as a crash does, count: a server away for hours costs no upload. */
    Mono<Void> run(ImportStore.Due due) {
        if (due.attempts() >= MOST_ATTEMPTS) {
            return end(due, ImportJob.State.FAILED, "任务已重试 " + MOST_ATTEMPTS + " 次仍未完成", List.of());
        }
        return store.forgetOldIds()
                .doOnError(failure -> log.warn("Ids of old imports stay for now: {}", FailureText.of(failure)))
                .onErrorComplete()
                .then(begin(due))
                .flatMap(from -> known(due).flatMap(known -> read(known, from.orElse(null))))
                .onErrorResume(
                        UnreadableFile.class,
                        failure -> end(due, ImportJob.State.FAILED, String.valueOf(failure.getMessage()), List.of()))
                .onErrorResume(
                        failure -> store.notCounted(due.id()).onErrorComplete().then(Mono.error(failure)));
    }

    /** Returns where to go on, or nothing to begin at the start. */
    private Mono<Optional<Checkpoint>> begin(ImportStore.Due due) {
        Checkpoint stopped = due.request().dryRun() ? null : due.checkpoint();
        Mono<Boolean> goesOn =
                stopped == null || due.opened() == null ? Mono.just(false) : store.goOn(due.id(), stopped);
        return goesOn.flatMap(on -> on
                ? Mono.just(Optional.ofNullable(stopped))
                : store.begin(due.id()).thenReturn(Optional.empty()));
    }

    private Mono<Known> known(ImportStore.Due due) {
        OpenedFile opened = due.opened();
        if (opened != null) {
            return Mono.just(new Known(due, opened));
        }
        return Mono.fromCallable(() -> Optional.ofNullable(repairedJob(due)))
                .subscribeOn(reading)
                .flatMap(job -> job.isPresent() ? repaired(due, job.get()) : inspected(due))
                .flatMap(known -> store.explain(due.id(), known.due().request(), known.opened())
                        .thenReturn(known));
    }

    private Mono<Known> inspected(ImportStore.Due due) {
        return Mono.fromCallable(() -> OpenImport.inspect(
                        due.request().file(), due.request().format(), OpenImport.options(due, clock.instant())))
                .subscribeOn(reading)
                .map(opened -> new Known(due, opened));
    }

    private static @Nullable String repairedJob(ImportStore.Due due) {
        try {
            return Imports.AUTO.equals(due.request().format())
                    ? Repaired.job(ExportFile.inspect(due.request().file()))
                    : null;
        } catch (IOException e) {
            throw OpenImport.unreadable(e);
        }
    }

    /** Repaired lines are read as the file they came from was. */
    private Mono<Known> repaired(ImportStore.Due due, String job) {
        return store.job(job)
                .switchIfEmpty(Mono.error(
                        () -> new UnreadableFile("修好的被拒行：没有找到原来的导入任务 " + BadLine.shown(Wording.storable(job)))))
                .publishOn(reading)
                .map(original -> rewritten(due, original));
    }

    private static Known rewritten(ImportStore.Due due, ImportStore.Due original) {
        Path upload = due.request().file();
        Path lines = upload.resolveSibling(upload.getFileName() + ".lines");
        try {
            OpenedFile opened = Objects.requireNonNull(original.opened());
            ExportFile asUploaded = ExportFile.inspect(upload);
            Repaired.write(asUploaded, opened, lines);
            OpenedFile now = opened.repaired(ExportFile.inspect(lines), asUploaded.sha256());
            return new Known(due.reading(lines, original.request()), now);
        } catch (IOException e) {
            throw OpenImport.unreadable(e);
        }
    }

    private Mono<Void> read(Known known, @Nullable Checkpoint from) {
        ImportStore.Due due = known.due();
        return Mono.fromCallable(
                        () -> OpenImport.open(due, known.opened(), OpenImport.options(due, clock.instant()), from))
                .subscribeOn(reading)
                .flatMap(open -> due.request().dryRun() ? tryOut(due, open) : all(due, open, from))
                .flatMap(notes -> end(due, ImportJob.State.DONE, null, notes));
    }

    /** Returns the notes of the reader once everything is on the log. */
    private Mono<List<String>> all(ImportStore.Due due, OpenImport open, @Nullable Checkpoint from) {
        return Flux.using(() -> open, this::batches, this::close)
                .concatMap(batch -> sort(due.id(), batch), 1)
                .flatMapSequential(sorted -> events.append(sorted.records()).thenReturn(sorted), IN_FLIGHT, 1)
                .scan(Progress.of(from), Progress::and)
                .concatMap(new Saving(due.id())::save, 1)
                .last()
                .flatMap(progress -> store.progress(due.id(), progress.tally()))
                .then(Mono.fromCallable(() -> open.notes().told()));
    }

    private Flux<Batch> batches(OpenImport open) {
        return Flux.<Batch>generate(sink -> read(open, sink)).subscribeOn(reading);
    }

    private void read(OpenImport open, SynchronousSink<Batch> sink) {
        try {
            Batch batch = open.next();
            if (batch.isEmpty()) {
                sink.complete();
            } else {
                sink.next(batch);
            }
        } catch (IOException e) {
            sink.error(OpenImport.unreadable(e));
        } catch (UnreadableFile e) {
            sink.error(e);
        } catch (RuntimeException e) {
            // Not the exception itself: its message may hold words of a chat.
            log.error(
                    "Import reader failed near byte {}: {} at {}",
                    open.bytesRead(),
                    e.getClass().getName(),
                    e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
            sink.error(new UnreadableFile(
                    "读到第 " + open.bytesRead() + " 字节附近时程序出错（" + e.getClass().getSimpleName() + "），此前的已导入；请把任务编号告诉信息科"));
        }
    }

    private void close(OpenImport open) {
        try {
            open.close();
        } catch (IOException e) {
            log.warn("An import file did not close: {}", e.getClass().getSimpleName());
        }
    }

    private Mono<Sorted> sort(String id, Batch batch) {
        return store.reject(id, batch.number(), batch.rejected())
                .then(speakers.decide(batch.drafts()))
                .flatMap(decided -> speakers.keep(id, decided.waiting())
                        .flatMap(kept -> speakers.inGroups(decided.ready(), true)
                                .flatMap(ready -> noted(
                                        id, batch, ready, decided.waiting().size(), kept))));
    }

    private Mono<Sorted> noted(String id, Batch batch, List<ChatMessage> ready, long waiting, long kept) {
        List<String> ids = ready.stream().map(ChatMessage::messageId).toList();
        return store.note(id, batch.number(), ids)
                .collectList()
                .map(noted -> sorted(batch, ready, noted, waiting, kept));
    }

    /** The first of equal ids in a batch goes to the log. */
    private static Sorted sorted(
            Batch batch, List<ChatMessage> ready, List<ImportStore.Noted> noted, long waiting, long kept) {
        Set<String> wanted = new HashSet<>();
        noted.forEach(it -> wanted.add(it.id()));
        List<LogRecord> records = ready.stream()
                .filter(message -> wanted.remove(message.messageId()))
                .map(ImportedSpeakers::entry)
                .toList();
        long fresh = noted.stream().filter(ImportStore.Noted::fresh).count();
        return new Sorted(
                records,
                new Tally(
                        fresh,
                        ready.size() - fresh + waiting - kept,
                        kept,
                        batch.rejected().size(),
                        batch.bytesRead()),
                batch.checkpoint());
    }

    private Mono<List<String>> tryOut(ImportStore.Due due, OpenImport open) {
        Trial trial = new Trial();
        return Flux.using(() -> open, this::batches, this::close)
                .concatMap(batch -> tried(due.id(), batch, trial), 1)
                .scan(Progress.of(null), Progress::and)
                .concatMap(new Saving(due.id())::save, 1)
                .last()
                .flatMap(progress -> store.progress(due.id(), progress.tally()))
                .then(Mono.defer(() -> store.preview(due.id(), trial.found(open.account()))))
                .then(Mono.fromCallable(() -> open.notes().told()));
    }

    private Mono<Sorted> tried(String id, Batch batch, Trial trial) {
        List<String> ids = batch.drafts().stream()
                .map(draft -> draft.message().messageId())
                .toList();
        return store.reject(id, batch.number(), batch.rejected())
                .then(speakers.decide(batch.drafts()))
                .flatMap(decided -> speakers.inGroups(decided.ready(), false)
                        .flatMap(ready -> store.known(ids).map(known -> tried(batch, ready, decided, known, trial))));
    }

    private static Sorted tried(
            Batch batch, List<ChatMessage> ready, ImportedSpeakers.Sorted decided, long known, Trial trial) {
        Map<String, ChatMessage> read = new HashMap<>();
        ready.forEach(message -> read.putIfAbsent(message.messageId(), message));
        for (RowsToMessages.Draft draft : batch.drafts()) {
            ChatMessage message = read.get(draft.message().messageId());
            trial.see(message == null ? draft.message() : message, message == null);
        }
        trial.count(batch.drafts().size(), known);
        long waiting = decided.waiting().size();
        return new Sorted(
                List.of(),
                new Tally(
                        batch.drafts().size()
                                - waiting
                                - Math.min(known, batch.drafts().size() - waiting),
                        Math.min(known, batch.drafts().size() - waiting),
                        waiting,
                        batch.rejected().size(),
                        batch.bytesRead()),
                null);
    }

    private Mono<Void> end(ImportStore.Due due, ImportJob.State state, @Nullable String failure, List<String> notes) {
        return store.finish(due.id(), state, failure, notes, clock.instant())
                .then(removeFile(due))
                .doOnSuccess(done -> log.info("Import {} {}", due.id(), state.code()));
    }

    /** A trial's upload stays until it is confirmed, discarded or a day old. */
    private Mono<Void> removeFile(ImportStore.Due due) {
        return due.request().dryRun()
                ? Mono.empty()
                : store.path(due.id())
                        .publishOn(reading)
                        .doOnNext(path -> remove(due.request().file(), path))
                        .then();
    }

    private void remove(Path... files) {
        for (Path file : files) {
            if (file.startsWith(directory)) {
                Spool.remove(file);
            }
        }
    }

    Scheduler reading() {
        return reading;
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

        Mono<Progress> save(Progress progress) {
            if (progress.checkpoint() != null) {
                return store.keep(id, progress.checkpoint()).thenReturn(progress);
            }
            Instant now = clock.instant();
            if (now.isBefore(next)) {
                return Mono.just(progress);
            }
            next = now.plus(SAVE_EVERY);
            return store.progress(id, progress.tally()).thenReturn(progress);
        }
    }
}
