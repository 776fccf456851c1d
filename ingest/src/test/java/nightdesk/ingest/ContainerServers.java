package nightdesk.ingest;

import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The same servers as containers. */
final class ContainerServers {
    private ContainerServers() {}

    static TestServers.Addresses start() {
        try {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                throw missing("No Docker engine answers", null);
            }
            return startBoth();
        } catch (ContainerFetchException e) {
            throw missing("A Docker engine answers but has no such image and cannot fetch it", e);
        }
    }

    private static TestServers.Addresses startBoth() {
        PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:17-alpine");
        KafkaContainer kafka = new KafkaContainer("apache/kafka:3.9.1");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            postgres.stop();
            kafka.stop();
        }));
        postgres.start();
        kafka.start();
        return new TestServers.Addresses(
                postgres.getHost() + ":" + postgres.getFirstMappedPort(),
                postgres.getUsername(),
                postgres.getPassword(),
                kafka.getBootstrapServers());
    }

    private static RuntimeException missing(String what, @Nullable Exception cause) {
        String message = what + ": the integration suite ran on the embedded servers only.";
        if (System.getenv().getOrDefault("NIGHTDESK_REQUIRE", "").contains("containers")) {
            return new IllegalStateException(message + " NIGHTDESK_REQUIRE asks for containers.", cause);
        }
        return new TestAbortedException(message, cause);
    }
}
