package nightdesk.ingest.crm;

import java.time.Clock;
import nightdesk.ingest.Counters;
import nightdesk.ingest.CrmImports;
import nightdesk.ingest.DataDirectory;
import nightdesk.ingest.EventLog;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Wires what comes from a CRM. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CrmSettings.class)
public class CrmConfiguration {
    private static final int WAITING = 64;

    @Bean
    RouterFunction<ServerResponse> crmRoutes(CrmSettings settings, EventLog log, Counters counters, Clock clock) {
        CrmEndpoint endpoint = new CrmEndpoint(settings, log, counters, clock);
        return RouterFunctions.route().POST("/crm/{source}", endpoint::receive).build();
    }

    /** Files are read on threads of their own: one for the job, one for looking at an upload's head. */
    @Bean(destroyMethod = "dispose")
    Scheduler crmScheduler() {
        return Schedulers.newBoundedElastic(2, WAITING, "crm");
    }

    @Bean
    CrmImportStore crmImportStore(DatabaseClient database) {
        return new CrmImportStore(database);
    }

    @Bean
    CrmImports crmImports(
            CrmImportStore store, @Qualifier("crmScheduler") Scheduler scheduler, DataDirectory data, Clock clock) {
        return new CsvImports(store, scheduler, data.directory("crm-uploads"), data.nodeId(), clock);
    }

    @Bean
    CrmImportStage crmImportStage(
            CrmImportStore store,
            EventLog log,
            @Qualifier("crmScheduler") Scheduler scheduler,
            DataDirectory data,
            Clock clock) {
        return new CrmImportStage(store, new CrmImportRun(store, log, scheduler, clock), data.nodeId());
    }
}
