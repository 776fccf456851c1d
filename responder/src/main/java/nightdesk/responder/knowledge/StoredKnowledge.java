package nightdesk.responder.knowledge;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import nightdesk.responder.KnowledgeCatalog;
import nightdesk.responder.KnowledgeImport;
import nightdesk.responder.KnowledgeItem;
import nightdesk.responder.knowledge.KnowledgeStore.Written;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Knowledge as kept, and the index that answers from it: every change is in the index before it is confirmed. */
final class StoredKnowledge implements KnowledgeCatalog, KnowledgeImport {
    private static final String SAMPLE = "/knowledge/sample.jsonl";
    private static final int MOST_ERRORS = 100;

    private final KnowledgeStore store;
    private final IndexedKnowledgeBase base;
    private final Scheduler embedding;

    StoredKnowledge(KnowledgeStore store, IndexedKnowledgeBase base, Scheduler embedding) {
        this.store = store;
        this.base = base;
        this.embedding = embedding;
    }

    @Override
    public Mono<Listing> list(@Nullable String q, int page, int size) {
        return store.list(q, page, size);
    }

    @Override
    public Mono<KnowledgeItem> byId(String id) {
        return store.byId(id);
    }

    @Override
    public Mono<KnowledgeItem> save(KnowledgeItem item, String by) {
        return store.write(item, by).map(Written::item).flatMap(saved -> reload().thenReturn(saved));
    }

    @Override
    public Mono<Size> size() {
        return store.size();
    }

    @Override
    public Mono<ImportReport> importLines(Flux<String> lines, String by) {
        return lines.index()
                .concatMap(line -> importLine(line.getT1().intValue() + 1, line.getT2(), by))
                .collect(Tally::new, Tally::add)
                .flatMap(tally -> reload().thenReturn(tally.report()));
    }

    @Override
    public Mono<ImportReport> importSample(String by) {
        return importLines(
                Flux.using(StoredKnowledge::sample, reader -> Flux.fromStream(reader.lines()), StoredKnowledge::close)
                        .subscribeOn(embedding),
                by);
    }

    /** Reads everything from the store into the index. */
    Mono<Void> reload() {
        return store.all()
                .collectList()
                .publishOn(embedding)
                .doOnNext(base::load)
                .then();
    }

    private Mono<Outcome> importLine(int number, String line, String by) {
        if (line.isBlank()) {
            return Mono.empty();
        }
        try {
            return store.write(KnowledgeLine.read(line), by).map(written -> new Outcome(written.change(), null));
        } catch (IllegalArgumentException e) {
            return Mono.just(new Outcome(null, new LineError(number, Objects.requireNonNull(e.getMessage()))));
        }
    }

    private static BufferedReader sample() {
        InputStream stream = Objects.requireNonNull(StoredKnowledge.class.getResourceAsStream(SAMPLE), SAMPLE);
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    private static void close(BufferedReader reader) {
        try {
            reader.close();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** One line: either what was done or why not. */
    private record Outcome(
            KnowledgeStore.@Nullable Change change,
            @Nullable LineError error) {}

    /** Counts outcomes. */
    private static final class Tally {
        private final int[] counts = new int[3];
        private int rejected;
        private final List<LineError> errors = new ArrayList<>();

        void add(Outcome outcome) {
            LineError error = outcome.error();
            if (error != null) {
                rejected++;
                if (errors.size() < MOST_ERRORS) {
                    errors.add(error);
                }
            } else {
                counts[slot(Objects.requireNonNull(outcome.change()))]++;
            }
        }

        private static int slot(KnowledgeStore.Change change) {
            return switch (change) {
                case ADDED -> 0;
                case UPDATED -> 1;
                case UNCHANGED -> 2;
            };
        }

        ImportReport report() {
            return new ImportReport(counts[0], counts[1], counts[2], rejected, List.copyOf(errors));
        }
    }
}
