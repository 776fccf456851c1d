package nightdesk.ingest;

import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The same servers as containers, where an engine and the images can be had. */
final class ContainerServers {
    private static @Nullable Attempt attempt;

    private ContainerServers() {}

    /** Returns whether this run of the suite is to use containers. */
    static boolean wanted() {
        return "containers".equals(System.getenv("NIGHTDESK_TEST_SERVERS"));
    }

    /** Starts the servers once; the same outcome every time. */
    static synchronized Attempt start() {
        Attempt made = attempt;
        if (made == null) {
            made = tryToStart();
            attempt = made;
        }
        return made;
    }

    private static Attempt tryToStart() {
        try {
            return DockerClientFactory.instance().isDockerAvailable()
                    ? new Attempt(startBoth(), "")
                    : missing("No Docker engine answers");
        } catch (ContainerFetchException e) {
            return missing("A Docker engine answers but has no such image and cannot fetch it");
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

    private static Attempt missing(String what) {
        String message = what + ": the integration suite ran on the embedded servers only.";
        if (System.getenv().getOrDefault("NIGHTDESK_REQUIRE", "").contains("containers")) {
            throw new IllegalStateException(message + " NIGHTDESK_REQUIRE asks for containers.");
        }
        System.out.println(message);
        return new Attempt(null, message);
    }

    /**
     * @param servers where they answer; null = they could not be had
     * @param reason why not
     */
    record Attempt(TestServers.@Nullable Addresses servers, String reason) {}
}
