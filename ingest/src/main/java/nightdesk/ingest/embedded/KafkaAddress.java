package nightdesk.ingest.embedded;

/**
 * How to reach Kafka.
 *
 * @param bootstrapServers {@code host:port,…}
 * @param topicPrefix put before every topic and group
 * @param partitions of the topics that Nightdesk creates
 * @param nodeId tells this process from others of the same group, and survives its restarts
 */
public record KafkaAddress(String bootstrapServers, String topicPrefix, int partitions, String nodeId) {}
