package nightdesk.ingest.crm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import nightdesk.ingest.CrmImports.LineError;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.FailureText;
import nightdesk.ingest.PatientEvent;
import nightdesk.ingest.crm.CrmImportStore.Due;
import nightdesk.ingest.crm.CrmImportStore.Progress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Reads one file from its beginning to its end, in portions that are on the log before the next one is read. */
final class CrmImportRun {
    private static final Logger log = LoggerFactory.getLogger(CrmImportRun.class);
    private static final int PORTION = 500;
    private static final int MOST_ERRORS = 1000;

    private final CrmImportStore store;
    private final EventLog eventLog;
    private final Scheduler scheduler;
    private final Clock clock;

    CrmImportRun(CrmImportStore store, EventLog eventLog, Scheduler scheduler, Clock clock) {
        this.store = store;
        this.eventLog = eventLog;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    Mono<Void> run(Due due) {
        return store.forgetErrors(due.id())
                .thenMany(Flux.using(() -> new Reading(due), Reading::portions, Reading::close)
                        .subscribeOn(scheduler))
                .concatMap(portion -> take(due, portion), 1)
                .then(Mono.defer(() -> store.end(due.id(), clock.instant(), null)))
                .then(Mono.<Void>fromRunnable(() -> discard(due)))
                .onErrorResume(IllegalArgumentException.class, failure -> failed(due, failure))
                .onErrorResume(UncheckedIOException.class, failure -> failed(due, failure));
    }

    /** What was imported is on the log; the file with its telephone numbers is not kept. */
    private static void discard(Due due) {
        try {
            if (!due.dryRun()) {
                Files.deleteIfExists(Path.of(due.path()));
            }
        } catch (IOException e) {
            log.warn("The file of CRM import {} cannot be removed: {}", due.id(), e.getMessage());
        }
    }

    private Mono<Void> failed(Due due, RuntimeException failure) {
        log.warn("CRM import {} failed: {}", due.id(), FailureText.of(failure));
        String why = failure instanceof IllegalArgumentException
                ? Objects.requireNonNullElse(failure.getMessage(), "文件读不了")
                : "文件读不了";
        return store.end(due.id(), clock.instant(), why);
    }

    private Mono<Void> take(Due due, Portion portion) {
        return store.known(portion.fresh().stream().map(PatientEvent::eventId).toList())
                .flatMap(known -> take(due, portion, known));
    }

    private Mono<Void> take(Due due, Portion portion, Set<String> known) {
        List<PatientEvent> fresh = portion.fresh().stream()
                .filter(event -> !known.contains(event.eventId()))
                .toList();
        Mono<Void> appended = due.dryRun() || fresh.isEmpty()
                ? Mono.empty()
                : eventLog.append(fresh.stream().map(PatientEvent::toRecord).toList());
        Progress now = portion.progress(fresh.size());
        return appended.then(store.errors(due.id(), portion.errors())).then(store.progress(due.id(), now));
    }

    /** Some rows, and how far the file was read with them. */
    private record Portion(Reading reading, List<PatientEvent> fresh, List<LineError> errors, long bytes) {
        Progress progress(int accepted) {
            return reading.count(this, accepted);
        }
    }

    /** A file that is being read; used by one thread at a time. */
    private final class Reading {
        private final CsvFile.Rows rows;
        private final CsvEvents events;
        private long read;
        private long accepted;
        private long rejected;
        private int errors;

        Reading(Due due) throws IOException {
            CsvFile file = CsvFile.inspect(Path.of(due.path()));
            rows = file.open();
            CsvFile.Row header = rows.next();
            if (header == null) {
                rows.close();
                throw new IllegalArgumentException("文件是空的");
            }
            events = new CsvEvents(
                    due.source(), clock.getZone(), due.createdAt(), due.kind(), header.values(), due.columns());
        }

        Flux<Portion> portions() {
            return Flux.generate(sink -> {
                Portion portion = portion();
                if (portion == null) {
                    sink.complete();
                } else {
                    sink.next(portion);
                }
            });
        }

        private @Nullable Portion portion() {
            List<PatientEvent> fresh = new ArrayList<>();
            List<LineError> found = new ArrayList<>();
            Set<String> ids = new HashSet<>();
            int taken = 0;
            try {
                for (CsvFile.Row row = rows.next(); row != null; row = rows.next()) {
                    CsvEvents.Read one = events.read(row);
                    read++;
                    if (one.problem() != null) {
                        rejected++;
                        if (errors++ < MOST_ERRORS) {
                            found.add(new LineError(one.line(), one.problem()));
                        }
                    } else if (one.event() != null && ids.add(one.event().eventId())) {
                        fresh.add(one.event());
                    }
                    if (++taken == PORTION) {
                        break;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return taken == 0 ? null : new Portion(this, fresh, found, rows.bytesRead());
        }

        /** The counts stand still while a portion is taken: the next one is read after it. */
        private Progress count(Portion portion, int more) {
            accepted += more;
            return new Progress(read, accepted, read - accepted - rejected, rejected, portion.bytes());
        }

        void close() {
            try {
                rows.close();
            } catch (IOException e) {
                log.warn("A CRM export could not be closed: {}", e.getMessage());
            }
        }
    }
}
