package nightdesk.dashboard.leads;

import nightdesk.responder.LeadQueue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the call-back queue's routes. */
@Configuration(proxyBeanMethods = false)
public class LeadsConfiguration {

    @Bean
    LeadController leadController(LeadQueue queue) {
        return new LeadController(queue);
    }
}
