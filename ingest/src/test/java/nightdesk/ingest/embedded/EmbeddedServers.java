package nightdesk.ingest.embedded;

import java.nio.file.Path;

/** Starts the embedded servers for tests of any module. */
public final class EmbeddedServers implements AutoCloseable {
    private final EmbeddedPostgresServer postgres;
    private final EmbeddedKafkaServer kafka;

    private EmbeddedServers(EmbeddedPostgresServer postgres, EmbeddedKafkaServer kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
    }

    public static EmbeddedServers start(Path home) {
        return new EmbeddedServers(
                EmbeddedPostgresServer.start(home.resolve("postgres")),
                EmbeddedKafkaServer.start(home.resolve("kafka")));
    }

    public String postgresHostPort() {
        PostgresAddress address = postgres.address("postgres");
        return address.host() + ":" + address.port();
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }
}
