package nightdesk.ingest.wechat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import nightdesk.ingest.ImportJob;
import nightdesk.ingest.ImportRequest;
import nightdesk.ingest.Imports;
import nightdesk.ingest.IngestModule;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.TestServers;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;

/**
 * Imports files on fresh embedded servers and prints how long it took: reading alone, until the log has everything, until
 * the store has everything, and the same file again.
 */
public final class MeasureImport {
    private MeasureImport() {}

    public static void main(String[] args) throws Exception {
        for (String arg : args) {
            readingAlone(Path.of(arg));
        }
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(IngestModule.class)
                .web(WebApplicationType.NONE)
                .properties(TestServers.fresh())
                .run()) {
            for (String arg : args) {
                measure(context, Path.of(arg));
                measure(context, Path.of(arg));
            }
        }
        System.exit(0);
    }

    private static void readingAlone(Path file) throws Exception {
        long begun = System.nanoTime();
        ExportFormats.Recognised found = ExportFormats.recognise(ExportFile.inspect(file), Imports.AUTO);
        long entries = 0;
        try (ExportReader reader = found.format()
                .open(found.file(), new ReadOptions(Owner.parse(""), Reading.SHANGHAI, "x", Reading.NOW))) {
            RowsToMessages rows = new RowsToMessages("x", "y", Reading.NOW);
            for (Batch batch = Batch.read(reader, rows); !batch.isEmpty(); batch = Batch.read(reader, rows)) {
                entries += batch.ids().size() + batch.rejected().size();
            }
        }
        say(file, "read alone, " + found.explained(), entries, begun);
    }

    private static void measure(ConfigurableApplicationContext context, Path file) {
        Imports imports = context.getBean(Imports.class);
        MessageStore store = context.getBean(MessageStore.class);
        long before = Objects.requireNonNull(store.count().block());
        long begun = System.nanoTime();
        ImportJob job = Objects.requireNonNull(imports.start(
                        new ImportRequest(file, file.getFileName().toString(), Imports.AUTO, "", Reading.SHANGHAI, "x"))
                .flatMapMany(started -> imports.watch(started.id()))
                .blockLast(Duration.ofMinutes(20)));
        say(
                file,
                "on the log: imported " + job.imported() + ", duplicates " + job.duplicates() + ", rejected "
                        + job.rejected() + ", " + job.notes(),
                job.read(),
                begun);
        store.count()
                .filter(count -> count >= before + job.imported())
                .repeatWhenEmpty(looks -> looks.delayElements(Duration.ofMillis(200)))
                .switchIfEmpty(Mono.empty())
                .block(Duration.ofMinutes(20));
        say(file, "in the store", job.imported(), begun);
    }

    private static void say(Path file, String what, long messages, long begun) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(MeasureImport::peak)
                .sum();
        System.out.printf(
                "%s %s: %d in %.1f s, %.0f/s, heap peak <= %d MB%n",
                file.getFileName(), what, messages, seconds, messages / seconds, peak >> 20);
    }

    private static long peak(MemoryPoolMXBean pool) {
        long peak = pool.getPeakUsage().getUsed();
        pool.resetPeakUsage();
        return peak;
    }
}
