package nightdesk.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import nightdesk.ingest.embedded.EmbeddedServers;
import org.jspecify.annotations.Nullable;

/**
 * One embedded PostgreSQL and one embedded Kafka for all integration tests of a JVM. {@link #fresh()} gives each test
 * class a database and a topic prefix of its own, as settings for a Spring context:
 *
 * <pre>{@code
 * new SpringApplicationBuilder(IngestModule.class).properties(TestServers.fresh()).run();
 * }</pre>
 *
 * <p>With the environment {@code NIGHTDESK_TEST_SERVERS=containers} the same servers come from Testcontainers.
 */
public final class TestServers {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private static @Nullable Addresses running;

    private TestServers() {}

    /** Returns {@code nightdesk.*} settings that point at an empty database, unused topics and an empty directory. */
    public static Map<String, Object> fresh() {
        return fresh(running());
    }

    static Map<String, Object> fresh(Addresses servers) {
        String name = "t" + ProcessHandle.current().pid() + "_" + NEXT.incrementAndGet();
        createDatabase(servers, name);
        return Map.of(
                "nightdesk.postgres.url",
                "r2dbc:postgresql://" + servers.user() + ":" + servers.password() + "@" + servers.postgresHostPort()
                        + "/" + name,
                "nightdesk.kafka.bootstrap-servers",
                servers.bootstrapServers(),
                "nightdesk.kafka.topic-prefix",
                name + ".",
                "nightdesk.data-dir",
                temporaryDirectory().toString());
    }

    private static void createDatabase(Addresses servers, String name) {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://" + servers.postgresHostPort() + "/postgres",
                        servers.user(),
                        servers.password());
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create a database for a test", e);
        }
    }

    /** Returns an empty directory that is deleted with the JVM's other temporary files. */
    public static Path temporaryDirectory() {
        try {
            Path directory = Files.createTempDirectory("nightdesk-it");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a PostgreSQL and a Kafka answer. */
    record Addresses(String postgresHostPort, String user, String password, String bootstrapServers) {}

    private static synchronized Addresses running() {
        if (running == null) {
            running = start();
        }
        return running;
    }

    private static Addresses start() {
        if (ContainerServers.wanted()) {
            return Objects.requireNonNull(ContainerServers.start().servers(), "containers are wanted");
        }
        EmbeddedServers servers = EmbeddedServers.start(temporaryDirectory());
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
        return new Addresses(servers.postgresHostPort(), "postgres", "postgres", servers.bootstrapServers());
    }
}
