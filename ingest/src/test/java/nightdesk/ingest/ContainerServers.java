package nightdesk.ingest;

import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The same servers as containers. */
final class ContainerServers {
    private ContainerServers() {}

    static TestServers.Addresses start() {
        PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:17-alpine");
        KafkaContainer kafka = new KafkaContainer("apache/kafka:3.9.1");
        postgres.start();
        kafka.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            postgres.stop();
            kafka.stop();
        }));
        return new TestServers.Addresses(
                postgres.getHost() + ":" + postgres.getFirstMappedPort(),
                postgres.getUsername(),
                postgres.getPassword(),
                kafka.getBootstrapServers());
    }
}
