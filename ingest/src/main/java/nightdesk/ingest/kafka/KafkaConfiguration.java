package nightdesk.ingest.kafka;

import nightdesk.ingest.EventLog;
import nightdesk.ingest.embedded.KafkaAddress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The log. */
@Configuration(proxyBeanMethods = false)
public class KafkaConfiguration {

    @Bean
    KafkaTopics kafkaTopics(KafkaAddress address) {
        KafkaTopics topics = new KafkaTopics(address);
        topics.requireBroker();
        topics.requireTopics();
        return topics;
    }

    @Bean
    EventLog eventLog(KafkaAddress address, KafkaTopics topics) {
        return new KafkaEventLog(address, topics);
    }
}
