package nightdesk.ingest;

import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The same servers as containers. */
final class ContainerServers {
    private ContainerServers() {}

    static TestServers.Addresses start() {
        requireEngine();
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

    private static void requireEngine() {
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return;
        }
        String message = "No Docker engine answers: the integration suite ran on the embedded servers only.";
        if (System.getenv().getOrDefault("NIGHTDESK_REQUIRE", "").contains("containers")) {
            throw new IllegalStateException(message + " NIGHTDESK_REQUIRE asks for containers.");
        }
        throw new TestAbortedException(message);
    }
}
