package nightdesk.ingest.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nightdesk.ingest.StartFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real PostgreSQL whose binaries come from the class path and whose data stay in the given directory. */
final class EmbeddedPostgresServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgresServer.class);
    private static final Duration ORPHAN_PATIENCE = Duration.ofSeconds(30);

    private final EmbeddedPostgres postgres;

    private EmbeddedPostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static EmbeddedPostgresServer start(Path home) {
        Path data = home.resolve("data");
        stopOrphan(data);
        try {
            Files.createDirectories(data);
            return new EmbeddedPostgresServer(EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(home.resolve("binaries").toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("shared_buffers", "128MB")
                    .setServerConfig("max_wal_size", "1GB")
                    .setServerConfig("timezone", "UTC")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setOutputRedirector(
                            Redirect.appendTo(home.resolve("server.log").toFile()))
                    .setErrorRedirector(
                            Redirect.appendTo(home.resolve("server.log").toFile()))
                    .start());
        } catch (IOException | IllegalStateException e) {
            throw new StartFailure(
                    "The embedded PostgreSQL did not start; its own words are in " + home.resolve("server.log")
                            + ". Set POSTGRES_URL to use a server of yours instead.",
                    e);
        }
    }

    /** A killed application leaves its postmaster behind: it must end before a new one may own the files. */
    private static void stopOrphan(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        readPid(pidFile)
                .flatMap(ProcessHandle::of)
                .filter(EmbeddedPostgresServer::isPostgres)
                .ifPresent(EmbeddedPostgresServer::stop);
    }

    private static Optional<Long> readPid(Path pidFile) {
        try {
            List<String> lines = Files.readAllLines(pidFile);
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.parseLong(lines.getFirst().strip()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + pidFile, e);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.contains("postgres"))
                .orElse(false);
    }

    private static void stop(ProcessHandle process) {
        log.info("Stopping the PostgreSQL that an earlier run left behind (pid {})", process.pid());
        process.destroy();
        try {
            process.onExit().get(ORPHAN_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while an old PostgreSQL was ending", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartFailure(
                    "An old PostgreSQL (pid " + process.pid() + ") holds the data directory and does not end", e);
        }
    }

    /** Returns the address of a database of this server, created if need be. */
    PostgresAddress address(String database) {
        return new PostgresAddress("127.0.0.1", postgres.getPort(), database, "postgres", "postgres");
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not stop cleanly", e);
        }
    }
}
