package nightdesk.dashboard.knowledge;

import java.time.Clock;
import nightdesk.responder.KnowledgeBase;
import nightdesk.responder.KnowledgeCatalog;
import nightdesk.responder.KnowledgeImport;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Wires the knowledge pages' API. */
@Configuration(proxyBeanMethods = false)
public class KnowledgeConfiguration {

    @Bean(destroyMethod = "dispose")
    Scheduler knowledgeTryScheduler() {
        return Schedulers.newBoundedElastic(2, 200, "knowledge-try", 60, true);
    }

    @Bean
    KnowledgeController knowledgeController(
            KnowledgeCatalog catalog,
            KnowledgeImport importer,
            KnowledgeBase base,
            Clock clock,
            @Qualifier("knowledgeTryScheduler") Scheduler scheduler) {
        return new KnowledgeController(catalog, importer, base, clock, scheduler);
    }
}
