package nightdesk.dashboard.conversation;

import java.time.ZoneId;
import nightdesk.ingest.MessageStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Conversations over HTTP. */
@Configuration(proxyBeanMethods = false)
public class ConversationConfiguration {

    @Bean
    ConversationController conversationController(
            MessageStore store, @Value("${nightdesk.timezone:Asia/Shanghai}") ZoneId zone) {
        return new ConversationController(store, zone);
    }
}
