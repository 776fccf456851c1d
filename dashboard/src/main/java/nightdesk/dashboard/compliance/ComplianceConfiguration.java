package nightdesk.dashboard.compliance;

import nightdesk.responder.ComplianceGate;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Wires the gate's API. */
@Configuration(proxyBeanMethods = false)
public class ComplianceConfiguration {

    /** Trying things out costs time: it gets a thread of its own and a short queue. */
    @Bean(destroyMethod = "dispose")
    Scheduler complianceScheduler() {
        return Schedulers.newBoundedElastic(1, 100, "compliance-try");
    }

    @Bean
    ComplianceController complianceController(
            ComplianceGate gate, @Qualifier("complianceScheduler") Scheduler scheduler) {
        return new ComplianceController(gate, scheduler);
    }
}
