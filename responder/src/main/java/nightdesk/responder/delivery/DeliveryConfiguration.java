package nightdesk.responder.delivery;

import java.time.Clock;
import nightdesk.ingest.Counters;
import nightdesk.ingest.CustomerService;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.WecomAccounts;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.announce.AnnouncementStore;
import nightdesk.responder.lead.LeadStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Wires the way out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliverySettings.class)
public class DeliveryConfiguration {

    @Bean
    OutboxStore outboxStore(DatabaseClient database, DeliverySettings settings) {
        return new OutboxStore(database, settings.lease());
    }

    @Bean
    DeliveryBook deliveryBook(
            OutboxStore outbox,
            LeadStore leads,
            AnnouncementStore announcements,
            NightCalendar calendar,
            TransactionalOperator transaction) {
        return new DeliveryBook(outbox, leads, announcements, calendar, transaction);
    }

    @Bean
    Deliver deliver(
            OutboxStore outbox,
            DeliveryBook book,
            CustomerService wecom,
            WecomAccounts accounts,
            EventLog eventLog,
            NightCalendar calendar,
            DeliverySettings settings,
            Counters counters,
            Clock clock) {
        return new Deliver(outbox, book, wecom, accounts, eventLog, calendar, settings, counters, clock);
    }
}
