package nightdesk.responder.compliance;

import nightdesk.responder.ComplianceGate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the gate with the rule pack that ships with Nightdesk. */
@Configuration(proxyBeanMethods = false)
public class ComplianceConfiguration {

    @Bean
    ComplianceGate complianceGate() {
        return new RuleGate(GateRules.load("/compliance/rules.txt"));
    }
}
