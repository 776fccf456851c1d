package nightdesk.ingest.wechat;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import nightdesk.ingest.ImportJob;
import nightdesk.ingest.ImportRequest;
import nightdesk.ingest.Imports;
import nightdesk.ingest.IngestModule;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.TestServers;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;

/**
 * Imports files on fresh embedded servers and prints how long it took: reading alone, until the log has everything, until
 * the store has everything, the same file again, and beside it PostgreSQL's COPY of the very rows that are in the store
 * by then, into a table of the same shape.
 *
 * <pre>{@code
 * MeasureImport read file…      reading alone
 * MeasureImport all file…       everything
 * }</pre>
 */
public final class MeasureImport {
    private MeasureImport() {}

    public static void main(String[] args) throws Exception {
        for (int i = 1; i < args.length; i++) {
            readingAlone(Path.of(args[i]));
        }
        if (args[0].equals("all")) {
            Map<String, Object> servers = new HashMap<>(TestServers.fresh());
            try (ConfigurableApplicationContext context = new SpringApplicationBuilder(IngestModule.class)
                    .web(WebApplicationType.NONE)
                    .properties(servers)
                    .run()) {
                for (int i = 1; i < args.length; i++) {
                    measure(context, Path.of(args[i]));
                    measure(context, Path.of(args[i]));
                    copy(String.valueOf(servers.get("nightdesk.postgres.url")));
                }
            }
        }
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM")) {
                System.out.println("process " + line);
            }
        }
        System.exit(0);
    }

    private static void readingAlone(Path file) throws Exception {
        long begun = System.nanoTime();
        ExportFormats.Recognised found = ExportFormats.recognise(ExportFile.inspect(file), Imports.AUTO);
        long entries = 0;
        ReadOptions options = new ReadOptions(Owner.parse(""), Reading.SHANGHAI, "x", Reading.NOW);
        Survey survey = found.format().survey(found.file(), options);
        try (ExportReader reader = found.format().open(found.file(), options, survey, Position.START)) {
            RowsToMessages rows = new RowsToMessages("y", Reading.NOW);
            for (Batch batch = Batch.read(1, reader, rows); !batch.isEmpty(); batch = Batch.read(1, reader, rows)) {
                entries += batch.drafts().size() + batch.rejected().size();
            }
        }
        say(file, "read alone, " + found.explained(), entries, begun);
    }

    private static void measure(ConfigurableApplicationContext context, Path file) {
        Imports imports = context.getBean(Imports.class);
        MessageStore store = context.getBean(MessageStore.class);
        long before = Objects.requireNonNull(store.count().block());
        long begun = System.nanoTime();
        ImportJob job = Objects.requireNonNull(imports.start(new ImportRequest(
                        file, file.getFileName().toString(), Imports.AUTO, "wxid_owner", Reading.SHANGHAI, "x"))
                .flatMapMany(started -> imports.watch(started.id()))
                .blockLast(Duration.ofMinutes(20)));
        say(
                file,
                "on the log: imported " + job.imported() + ", duplicates " + job.duplicates() + ", quarantined "
                        + job.quarantined() + ", rejected " + job.rejected() + ", " + job.notes(),
                job.read(),
                begun);
        store.count()
                .filter(count -> count >= before + job.imported())
                .repeatWhenEmpty(looks -> looks.delayElements(Duration.ofMillis(200)))
                .switchIfEmpty(Mono.empty())
                .block(Duration.ofMinutes(20));
        say(file, "in the store", job.imported(), begun);
    }

    private static void copy(String r2dbcUrl) throws Exception {
        URI url = URI.create(r2dbcUrl.substring("r2dbc:".length()));
        String[] user = url.getUserInfo().split(":", 2);
        Path rows = Files.createTempFile("messages", ".copy");
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(), user[0], user[1]);
                var statement = connection.createStatement()) {
            CopyManager copy = new CopyManager((BaseConnection) connection);
            try (OutputStream out = Files.newOutputStream(rows)) {
                copy.copyOut("copy messages to stdout", out);
            }
            statement.execute("drop table if exists messages_copied");
            statement.execute("create table messages_copied (like messages including all)");
            long begun = System.nanoTime();
            try (InputStream in = Files.newInputStream(rows)) {
                long copied = copy.copyIn("copy messages_copied from stdin", in);
                say(rows, "COPY of all rows in the store, same indexes", copied, begun);
            }
        } finally {
            Files.delete(rows);
        }
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
