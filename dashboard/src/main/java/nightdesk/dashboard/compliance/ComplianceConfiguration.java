package nightdesk.dashboard.compliance;

import nightdesk.responder.ComplianceGate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the gate's API. */
@Configuration(proxyBeanMethods = false)
public class ComplianceConfiguration {

    @Bean
    ComplianceController complianceController(ComplianceGate gate) {
        return new ComplianceController(gate);
    }
}
