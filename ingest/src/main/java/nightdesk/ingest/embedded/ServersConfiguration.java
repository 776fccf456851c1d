package nightdesk.ingest.embedded;

import java.util.ArrayList;
import java.util.List;
import nightdesk.ingest.DataDirectory;
import nightdesk.ingest.Server;
import nightdesk.ingest.StartFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Resolves each server once: an empty address is embedded, a set one is used as it is. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServerSettings.class)
public class ServersConfiguration {

    @Bean
    DataDirectory dataDirectory(ServerSettings settings) {
        return DataDirectory.open(settings.dataDir());
    }

    @Bean
    Servers servers(ServerSettings settings, DataDirectory directory) {
        return Servers.resolve(settings, directory);
    }

    @Bean
    PostgresAddress postgresAddress(Servers servers) {
        return servers.postgres();
    }

    @Bean
    KafkaAddress kafkaAddress(Servers servers) {
        return servers.kafka();
    }

    @Bean
    Server postgresServer(Servers servers) {
        return servers.all().get(0);
    }

    @Bean
    Server kafkaServer(Servers servers) {
        return servers.all().get(1);
    }

    /** Starts what is embedded, PostgreSQL and Kafka side by side, and stops it last. */
    static final class Servers implements DisposableBean {
        private static final Logger log = LoggerFactory.getLogger(Servers.class);
        private final List<AutoCloseable> embedded = new ArrayList<>();
        private @Nullable PostgresAddress postgres;
        private @Nullable KafkaAddress kafka;

        static Servers resolve(ServerSettings settings, DataDirectory directory) {
            if (!settings.opensearch().url().isBlank()) {
                throw new StartFailure("OPENSEARCH_URL is set, but this version searches with the embedded Lucene only."
                        + " Leave it empty.");
            }
            Servers servers = new Servers();
            try {
                servers.resolvePostgres(settings, directory);
                servers.resolveKafka(settings, directory);
            } catch (RuntimeException e) {
                servers.destroy();
                throw e;
            }
            log.info("Servers: {}, {}", servers.all().get(0), servers.all().get(1));
            return servers;
        }

        private void resolvePostgres(ServerSettings settings, DataDirectory directory) {
            String url = settings.postgres().url();
            if (url != null && !url.isBlank()) {
                postgres = PostgresAddress.parse(url);
                return;
            }
            EmbeddedPostgresServer server = EmbeddedPostgresServer.start(directory.directory("postgres"));
            embedded.add(server);
            postgres = server.address("postgres");
        }

        private void resolveKafka(ServerSettings settings, DataDirectory directory) {
            ServerSettings.KafkaSettings kafkaSettings = settings.kafka();
            String bootstrapServers = kafkaSettings.bootstrapServers();
            if (bootstrapServers == null || bootstrapServers.isBlank()) {
                EmbeddedKafkaServer server = EmbeddedKafkaServer.start(directory.directory("kafka"));
                embedded.add(server);
                bootstrapServers = server.bootstrapServers();
            }
            kafka = new KafkaAddress(
                    bootstrapServers, kafkaSettings.topicPrefix(), kafkaSettings.partitions(), directory.nodeId());
        }

        PostgresAddress postgres() {
            return java.util.Objects.requireNonNull(postgres);
        }

        KafkaAddress kafka() {
            return java.util.Objects.requireNonNull(kafka);
        }

        List<Server> all() {
            boolean postgresEmbedded = embedded.stream().anyMatch(EmbeddedPostgresServer.class::isInstance);
            boolean kafkaEmbedded = embedded.stream().anyMatch(EmbeddedKafkaServer.class::isInstance);
            return List.of(
                    new Server("postgres", postgresEmbedded, postgres().toString()),
                    new Server("kafka", kafkaEmbedded, kafka().bootstrapServers()));
        }

        @Override
        public void destroy() {
            for (AutoCloseable server : embedded.reversed()) {
                try {
                    server.close();
                } catch (Exception e) {
                    log.warn("An embedded server did not stop cleanly", e);
                }
            }
            embedded.clear();
        }
    }
}
