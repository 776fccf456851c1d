package nightdesk.ingest.kf;

import java.time.Clock;
import nightdesk.ingest.ChannelActivity;
import nightdesk.ingest.Counters;
import nightdesk.ingest.CustomerService;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.wecom.WecomApi;
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
    KfCursorStore kfCursorStore(DatabaseClient database, Clock clock) {
        return new KfCursorStore(database, clock);
    }

    @Bean
    PullOnCallback pullOnCallback(
            EventLog log,
            WecomAccounts accounts,
            WecomApi api,
            KfCursorStore cursors,
            Counters counters,
            ChannelActivity activity,
            Clock clock) {
        KfPuller puller = new KfPuller(api, cursors, new KfMessages(clock), log, counters, activity, clock);
        return new PullOnCallback(log, accounts, puller, cursors, counters);
    }

    @Bean
    Reconcile reconcile(KfCursorStore cursors, WecomAccounts accounts, EventLog log, Clock clock, KfSettings settings) {
        return new Reconcile(cursors, accounts, log, clock, settings.reconcileInterval());
    }
}
