package nightdesk.ingest.contact;

import java.time.Clock;
import nightdesk.ingest.ContactOverview;
import nightdesk.ingest.Counters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Groups;
import nightdesk.ingest.TagWriteBack;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.wecom.WecomApi;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** 客户联系: events, work and rounds. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ContactSettings.class)
public class ContactConfiguration {

    @Bean
    ContactApi contactApi(WecomApi api, Clock clock) {
        return new ContactApi(api, clock);
    }

    @Bean
    WorkStore contactWorkStore(DatabaseClient database, Clock clock) {
        return new WorkStore(database, clock);
    }

    @Bean
    ContactStore contactStore(DatabaseClient database, TransactionalOperator transaction) {
        return new ContactStore(database, transaction);
    }

    @Bean
    RoundStore contactRoundStore(
            DatabaseClient database, TransactionalOperator transaction, WorkStore work, Clock clock) {
        return new RoundStore(database, transaction, work, clock);
    }

    @Bean
    HearContactEvents hearContactEvents(
            EventLog log, WorkStore store, TransactionalOperator transaction, Counters counters) {
        return new HearContactEvents(log, store, transaction, counters);
    }

    @Bean
    @ConditionalOnProperty(name = "nightdesk.contact.enabled", matchIfMissing = true)
    DoContactWork doContactWork(
            WecomAccounts accounts,
            ContactApi api,
            WorkStore work,
            ContactStore store,
            Groups groups,
            EventLog log,
            Counters counters,
            Clock clock,
            ContactSettings settings) {
        return new DoContactWork(accounts, api, work, store, groups, log, counters, clock, settings.pollInterval());
    }

    @Bean
    @ConditionalOnProperty(name = "nightdesk.contact.enabled", matchIfMissing = true)
    SyncContacts syncContacts(
            WecomAccounts accounts,
            ContactApi api,
            RoundStore rounds,
            ContactStore store,
            Counters counters,
            ContactSettings settings,
            Clock clock) {
        return new SyncContacts(accounts, api, rounds, store, counters, settings, clock);
    }

    @Bean
    ContactOverview contactOverview(DatabaseClient database, WecomAccounts accounts, RoundStore rounds) {
        return new OverviewStore(database, accounts, rounds);
    }

    @Bean
    TagStore tagStore(DatabaseClient database, TransactionalOperator transaction, Clock clock) {
        return new TagStore(database, transaction, clock);
    }

    @Bean
    TagWriteBack tagWriteBack(TagStore store, ContactSettings settings) {
        return new StoredTagWriteBack(store, settings.tagWriteBack());
    }

    @Bean
    @ConditionalOnProperty("nightdesk.contact.tag-write-back.enabled")
    DeliverTags deliverTags(
            WecomAccounts accounts,
            ContactApi api,
            TagStore store,
            ContactStore contacts,
            Counters counters,
            Clock clock,
            ContactSettings settings) {
        return new DeliverTags(accounts, api, store, contacts, counters, clock, settings);
    }
}
