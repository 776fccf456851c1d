package nightdesk.dashboard.conversation;

import java.time.ZoneId;
import nightdesk.ingest.CustomerSessions;
import nightdesk.ingest.Media;
import nightdesk.ingest.MessageStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Conversations over HTTP. */
@Configuration(proxyBeanMethods = false)
public class ConversationConfiguration {

    @Bean
    ConversationController conversationController(
            MessageStore store, Media media, @Value("${nightdesk.timezone:Asia/Shanghai}") ZoneId zone) {
        return new ConversationController(store, media, zone);
    }

    @Bean
    MediaController mediaController(Media media) {
        return new MediaController(media);
    }

    @Bean
    ReceptionController receptionController(
            MessageStore store, CustomerSessions sessions, @Value("${nightdesk.timezone:Asia/Shanghai}") ZoneId zone) {
        return new ReceptionController(store, sessions, zone);
    }
}
