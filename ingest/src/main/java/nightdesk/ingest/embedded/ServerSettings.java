package nightdesk.ingest.embedded;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the servers are. An empty address means embedded.
 *
 * @param dataDir everything embedded lives here
 * @param kafka the log
 * @param postgres the store
 * @param opensearch reserved: a second search engine
 */
@ConfigurationProperties("nightdesk")
record ServerSettings(
        @DefaultValue("./data") Path dataDir,
        @DefaultValue KafkaSettings kafka,
        @DefaultValue PostgresSettings postgres,
        @DefaultValue OpenSearchSettings opensearch) {

    /**
     * @param bootstrapServers {@code host:port,…}
     * @param topicPrefix put before every topic and group, so that several installations can share a cluster
     * @param partitions of the topics that Nightdesk creates
     */
    record KafkaSettings(
            @Nullable String bootstrapServers,
            @DefaultValue("") String topicPrefix,
            @DefaultValue("4") int partitions) {}

    /**
     * @param url {@code r2dbc:postgresql://user:password@host:port/database}
     * @param poolSize connections at the most
     */
    record PostgresSettings(
            @Nullable String url, @DefaultValue("10") int poolSize) {}

    /**
     * @param url must be empty: this version searches with Lucene
     */
    record OpenSearchSettings(@DefaultValue("") String url) {}
}
