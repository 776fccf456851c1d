package nightdesk.responder.lead;

import java.time.Clock;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.announce.AnnouncementStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Wires the call-back queue. */
@Configuration(proxyBeanMethods = false)
public class LeadConfiguration {

    @Bean
    LeadStore leadStore(
            DatabaseClient database,
            TransactionalOperator transaction,
            AnnouncementStore announcements,
            Clock clock,
            NightCalendar calendar) {
        return new LeadStore(database, transaction, announcements, clock, calendar.zone());
    }
}
