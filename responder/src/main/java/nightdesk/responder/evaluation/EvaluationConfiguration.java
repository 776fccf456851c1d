package nightdesk.responder.evaluation;

import nightdesk.nlp.Scorer;
import nightdesk.responder.ComplianceGate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the scorers of this module. */
@Configuration(proxyBeanMethods = false)
public class EvaluationConfiguration {

    @Bean
    Scorer gateScorer(ComplianceGate gate) {
        return new GateScorer(gate);
    }
}
