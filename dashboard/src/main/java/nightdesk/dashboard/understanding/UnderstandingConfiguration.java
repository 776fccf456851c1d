package nightdesk.dashboard.understanding;

import nightdesk.nlp.Understanding;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Wires the understanding's API. */
@Configuration(proxyBeanMethods = false)
public class UnderstandingConfiguration {

    /** Trying things out costs time: it gets a thread of its own and a short queue. */
    @Bean(destroyMethod = "dispose")
    Scheduler understandingScheduler() {
        return Schedulers.newBoundedElastic(1, 100, "understanding-try");
    }

    @Bean
    UnderstandingController understandingController(
            Understanding understanding, @Qualifier("understandingScheduler") Scheduler scheduler) {
        return new UnderstandingController(understanding, scheduler);
    }
}
