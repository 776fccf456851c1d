package nightdesk.ingest.kf;

import java.time.Clock;
import nightdesk.ingest.ChannelActivity;
import nightdesk.ingest.Counters;
import nightdesk.ingest.CustomerService;
import nightdesk.ingest.CustomerSessions;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Media;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.Welcome;
import nightdesk.ingest.wecom.WecomApi;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** 微信客服: the way in and the way out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KfSettings.class)
public class KfConfiguration {

    @Bean
    CustomerService customerService(WecomApi api, WecomAccounts accounts) {
        return new KfCustomerService(api, accounts);
    }

    @Bean
    SessionStore kfSessionStore(DatabaseClient database) {
        return new SessionStore(database);
    }

    @Bean
    CustomerSessions customerSessions(
            WecomApi api, WecomAccounts accounts, SessionStore store, EventLog log, Clock clock) {
        return new KfSessions(api, accounts, store, log, clock);
    }

    @Bean
    KfCursorStore kfCursorStore(DatabaseClient database, Clock clock) {
        return new KfCursorStore(database, clock);
    }

    @Bean
    KfAccounts kfAccounts(
            WecomApi api,
            WecomAccounts accounts,
            DatabaseClient database,
            KfCursorStore cursors,
            Clock clock,
            KfSettings settings) {
        return new KfAccounts(api, accounts, new KfAccountStore(database, clock), cursors, settings.accountsInterval());
    }

    @Bean
    Greeter greeter(
            WecomApi api,
            KfCursorStore store,
            ObjectProvider<Welcome> welcomes,
            EventLog log,
            Counters counters,
            Clock clock) {
        return new Greeter(api, store, welcomes, log, counters, clock);
    }

    @Bean
    KfPuller kfPuller(
            WecomApi api,
            KfCursorStore cursors,
            SessionStore sessions,
            Greeter greeter,
            EventLog log,
            Counters counters,
            ChannelActivity activity,
            Clock clock) {
        return new KfPuller(
                api,
                cursors,
                sessions,
                new KfCustomers(api, clock),
                new KfMessages(clock),
                greeter,
                log,
                counters,
                activity,
                clock);
    }

    @Bean
    PullOnCallback pullOnCallback(
            EventLog log,
            WecomAccounts accounts,
            KfPuller puller,
            KfCursorStore cursors,
            KfAccounts discovery,
            Counters counters) {
        return new PullOnCallback(log, accounts, puller, cursors, discovery, counters);
    }

    @Bean
    Reconcile reconcile(KfCursorStore cursors, WecomAccounts accounts, EventLog log, Clock clock, KfSettings settings) {
        return new Reconcile(cursors, accounts, log, clock, settings.reconcileInterval());
    }

    @Bean
    KfMediaFetcher kfMediaFetcher(WecomApi api, WecomAccounts accounts) {
        return new KfMediaFetcher(api, accounts);
    }

    @Bean
    ExpectMedia expectMedia(EventLog log, Media media) {
        return new ExpectMedia(log, media);
    }
}
