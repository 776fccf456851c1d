package nightdesk.responder.announce;

import nightdesk.ingest.EventLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Wires the announcements. */
@Configuration(proxyBeanMethods = false)
public class AnnounceConfiguration {

    @Bean
    AnnouncementStore announcementStore(DatabaseClient database, TransactionalOperator transaction) {
        return new AnnouncementStore(database, transaction);
    }

    @Bean
    Announce announce(AnnouncementStore announcements, EventLog log) {
        return new Announce(announcements, log);
    }
}
