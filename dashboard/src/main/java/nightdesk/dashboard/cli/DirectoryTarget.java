package nightdesk.dashboard.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Consumer;
import nightdesk.ingest.DataDirectory;
import nightdesk.ingest.ImportJob;
import nightdesk.ingest.ImportPreview;
import nightdesk.ingest.ImportRequest;
import nightdesk.ingest.Imports;
import nightdesk.ingest.IngestModule;
import nightdesk.ingest.StartFailure;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The data directory itself, while no server runs on it: the roles that are needed run in this process. */
final class DirectoryTarget implements ImportTarget {
    private static final String WHO = "命令行";

    private final ConfigurableApplicationContext context;
    private final Imports imports;
    private final ZoneId zone;

    private DirectoryTarget(ConfigurableApplicationContext context) {
        this.context = context;
        this.imports = context.getBean(Imports.class);
        this.zone = context.getBean(Clock.class).getZone();
    }

    /** Returns whether no other process holds the data directory. */
    static boolean isFree(Path directory) {
        try {
            DataDirectory.open(directory).close();
            return true;
        } catch (StartFailure e) {
            return false;
        }
    }

    static DirectoryTarget open(boolean verbose) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(IngestModule.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties(Map.of("nightdesk.roles", "ingest,dashboard"));
        String[] quiet = {"--nightdesk.roles=ingest,dashboard", "--logging.threshold.console=OFF"};
        String[] loud = {"--nightdesk.roles=ingest,dashboard"};
        return new DirectoryTarget(application.run(verbose ? loud : quiet));
    }

    @Override
    public Job run(Path file, Settings settings, Consumer<Job> eye) {
        ImportRequest request = new ImportRequest(
                file.toAbsolutePath(),
                String.valueOf(file.getFileName()),
                settings.format(),
                settings.owner(),
                settings.timezone() == null ? zone : ZoneId.of(settings.timezone()),
                WHO,
                settings.dryRun(),
                settings.exportedBy(),
                settings.legalBasis());
        ImportJob last = imports.start(request)
                .flatMapMany(job -> imports.watch(job.id()))
                .doOnNext(job -> eye.accept(job(job)))
                .last()
                .flatMap(job -> imports.find(job.id()))
                .toFuture()
                .join();
        return job(last);
    }

    private Job job(ImportJob job) {
        return new Job(
                job.id(),
                job.fileName(),
                job.state().code(),
                job.formatExplained(),
                job.read(),
                job.imported(),
                job.duplicates(),
                job.quarantined(),
                job.rejected(),
                job.bytesRead(),
                job.bytesTotal(),
                job.failure(),
                found(job.preview()),
                job.notes(),
                job.errors().stream()
                        .map(error -> new Rejected(error.line(), error.reason()))
                        .toList());
    }

    private @Nullable Found found(@Nullable ImportPreview preview) {
        return preview == null
                ? null
                : new Found(
                        preview.account(),
                        preview.patients(),
                        preview.conversations(),
                        preview.fresh(),
                        preview.known(),
                        at(preview.firstAt()),
                        at(preview.lastAt()));
    }

    private @Nullable String at(@Nullable Instant time) {
        return time == null ? null : time.atZone(zone).toOffsetDateTime().toString();
    }

    @Override
    public void close() {
        context.close();
    }
}
