package nightdesk.dashboard.search;

import java.time.ZoneId;
import nightdesk.ingest.Patients;
import nightdesk.nlp.MessageIndex;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Wires search, with threads of its own: Lucene reads from disk. */
@Configuration(proxyBeanMethods = false)
public class SearchConfiguration {
    private static final int WAITING_SEARCHES = 256;

    @Bean(destroyMethod = "dispose")
    Scheduler searchScheduler(@Value("${nightdesk.search.threads:4}") int threads) {
        return Schedulers.newBoundedElastic(threads, WAITING_SEARCHES, "search");
    }

    @Bean
    SearchController searchController(
            MessageIndex index,
            @Qualifier("searchScheduler") Scheduler scheduler,
            @Value("${nightdesk.timezone:Asia/Shanghai}") ZoneId zone,
            Patients patients) {
        return new SearchController(index, scheduler, zone, patients);
    }
}
