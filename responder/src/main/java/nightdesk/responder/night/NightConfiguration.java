package nightdesk.responder.night;

import java.time.Clock;
import java.time.ZoneId;
import nightdesk.ingest.DataDirectory;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.WecomAccounts;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Triage;
import nightdesk.responder.ComplianceGate;
import nightdesk.responder.Composer;
import nightdesk.responder.Holidays;
import nightdesk.responder.KnowledgeBase;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.announce.AnnouncementStore;
import nightdesk.responder.delivery.DeliveryBook;
import nightdesk.responder.delivery.OutboxStore;
import nightdesk.responder.lead.LeadStore;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Wires the night. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NightSettings.class)
public class NightConfiguration {
    private static final int WAITING_DECISIONS = 1000;

    @Bean
    NightCalendar nightCalendar(
            NightSettings settings, DataDirectory data, @Value("${nightdesk.timezone:Asia/Shanghai}") ZoneId zone) {
        NightCalendar.Windows windows = new NightCalendar.Windows(
                settings.windows(),
                settings.weekendWindows(),
                settings.holidayWindows(),
                settings.weekdays(),
                settings.dates());
        return NightCalendar.of(windows, Holidays.load(data.directory("calendar")), zone);
    }

    @Bean
    Bursts bursts(NightSettings settings) {
        return new Bursts(settings.burstWindow(), settings.unfinishedWindow());
    }

    @Bean
    NightDesk nightDesk(
            NightCalendar calendar,
            Triage triage,
            Lexicon lexicon,
            KnowledgeBase knowledge,
            Composer composer,
            ComplianceGate gate) {
        return new NightDesk(calendar, triage, lexicon, knowledge, composer, gate);
    }

    /** Decisions embed text and may wait for a language model: they get threads of their own. */
    @Bean(destroyMethod = "dispose")
    Scheduler nightScheduler(NightSettings settings) {
        return Schedulers.newBoundedElastic(settings.parallelism() + 1, WAITING_DECISIONS, "night-decide");
    }

    @Bean
    InboxStore inboxStore(DatabaseClient database, TransactionalOperator transaction) {
        return new InboxStore(database, transaction);
    }

    @Bean
    ReplyStore replyStore(DatabaseClient database, NightCalendar calendar) {
        return new ReplyStore(database, calendar.zone());
    }

    @Bean
    NightStore nightStore(DatabaseClient database, NightCalendar calendar) {
        return new NightStore(database, calendar);
    }

    @Bean
    TakeBack takeBack(
            InboxStore inbox,
            ReplyStore replies,
            LeadStore leads,
            DeliveryBook deliveries,
            NightCalendar calendar,
            TransactionalOperator transaction) {
        return new TakeBack(inbox, replies, leads, deliveries, calendar, transaction);
    }

    @Bean
    HearMessages hearMessages(
            EventLog log,
            InboxStore inbox,
            TakeBack takeBack,
            DeliveryBook deliveries,
            NightCalendar calendar,
            Bursts bursts,
            WecomAccounts accounts) {
        return new HearMessages(log, inbox, takeBack, deliveries, calendar, bursts, accounts);
    }

    @Bean
    DecideBursts.Stores nightStores(
            InboxStore inbox,
            ReplyStore replies,
            OutboxStore outbox,
            LeadStore leads,
            AnnouncementStore announcements,
            TransactionalOperator transaction) {
        return new DecideBursts.Stores(inbox, replies, outbox, leads, announcements, transaction);
    }

    @Bean
    DecideBursts decideBursts(
            NightDesk desk,
            DecideBursts.Stores stores,
            Bursts bursts,
            NightSettings settings,
            @Value("${nightdesk.branch:}") String branch,
            WecomAccounts accounts,
            Clock clock,
            @Qualifier("nightScheduler") Scheduler scheduler) {
        return new DecideBursts(
                desk, stores, bursts, settings, branch.isBlank() ? null : branch, accounts, clock, scheduler);
    }
}
