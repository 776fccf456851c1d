package nightdesk.dashboard.lexicon;

import java.time.ZoneId;
import nightdesk.nlp.LexiconCatalog;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;

/** Wires the lexicon pages' API. */
@Configuration(proxyBeanMethods = false)
public class LexiconConfiguration {

    @Bean
    LexiconController lexiconController(
            LexiconCatalog catalog,
            @Qualifier("searchScheduler") Scheduler scheduler,
            @Value("${nightdesk.timezone:Asia/Shanghai}") ZoneId zone) {
        return new LexiconController(catalog, scheduler, zone);
    }
}
