package nightdesk.ingest.wechat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import nightdesk.ingest.ImportJob;
import nightdesk.ingest.ImportRequest;
import nightdesk.ingest.Imports;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The face of the imports: notes jobs and tells how they are; {@link ImportStage} runs them. */
final class WechatImports implements Imports {
    private static final Duration GLANCE = Duration.ofMillis(300);

    private final SecureRandom random = new SecureRandom();
    private final ImportStore store;
    private final Path directory;
    private final String node;
    private final Clock clock;

    WechatImports(ImportStore store, Path directory, String node, Clock clock) {
        this.store = store;
        this.directory = directory;
        this.node = node;
        this.clock = clock;
    }

    @Override
    public Mono<ImportJob> start(ImportRequest request) {
        return Mono.defer(() -> {
            if (!ExportFormats.exists(request.format())) {
                return Mono.error(new IllegalArgumentException(
                        "格式：遇到 '" + request.format() + "'，应为 auto 或以下之一：" + ExportFormats.listed()));
            }
            String id = newId();
            return store.insert(id, node, request, size(request.file()), clock.instant())
                    .then(store.find(id));
        });
    }

    private String newId() {
        byte[] bytes = new byte[10];
        random.nextBytes(bytes);
        return "i_" + HexFormat.of().formatHex(bytes);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("file: met " + file.getFileName() + ", which cannot be read", e);
        }
    }

    @Override
    public Mono<Page> list(int page, int size) {
        return store.list(page, size);
    }

    @Override
    public Mono<ImportJob> find(String id) {
        return store.find(id).flatMap(this::withErrors);
    }

    @Override
    public Flux<ImportJob> watch(String id) {
        return store.find(id).hasElement().flatMapMany(exists -> exists ? follow(id) : Flux.empty());
    }

    private Flux<ImportJob> follow(String id) {
        return store.find(id)
                .repeatWhen(looks -> looks.delayElements(GLANCE))
                .distinctUntilChanged()
                .takeUntil(ImportJob::ended)
                .concatMap(job -> job.ended() ? withErrors(job) : Mono.just(job), 1);
    }

    private Mono<ImportJob> withErrors(ImportJob job) {
        return store.errors(job.id()).map(job::withErrors);
    }

    @Override
    public Mono<ImportJob> again(String id, Again settings) {
        return store.find(id).flatMap(job -> {
            if (settings.format() != null && !ExportFormats.exists(settings.format())) {
                return Mono.error(new IllegalArgumentException(
                        "格式：遇到 '" + settings.format() + "'，应为 auto 或以下之一：" + ExportFormats.listed()));
            }
            String format = settings.format() == null ? AUTO : settings.format();
            Again asked = new Again(
                    settings.dryRun(),
                    format,
                    settings.owner(),
                    settings.zone(),
                    settings.exportedBy(),
                    settings.legalBasis());
            return store.again(id, asked, clock.instant())
                    .flatMap(begun -> begun
                            ? store.find(id)
                            : Mono.error(new IllegalArgumentException("导入 " + id + "：不是已结束的试读，不能再次运行")));
        });
    }

    @Override
    public Mono<Boolean> discard(String id) {
        return store.path(id)
                .flatMap(path -> store.forget(id).doOnNext(done -> {
                    if (done && path.startsWith(directory)) {
                        Spool.remove(path);
                    }
                }))
                .defaultIfEmpty(false);
    }

    @Override
    public Flux<String> rejectedFile(String id) {
        return Flux.concat(
                Mono.just(Repaired.header()),
                store.rejected(id)
                        .map(line -> Repaired.line(id, line.line(), line.reason(), String.valueOf(line.raw()))));
    }

    @Override
    public List<Format> formats() {
        return ExportFormats.all();
    }

    @Override
    public Path directory() {
        return directory;
    }
}
