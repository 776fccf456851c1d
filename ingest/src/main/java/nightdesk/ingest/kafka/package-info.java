/** The log on Kafka. {@link nightdesk.ingest.kafka.KafkaEventLog} is the only class that imports reactor-kafka. */
@NullMarked
package nightdesk.ingest.kafka;

import org.jspecify.annotations.NullMarked;
