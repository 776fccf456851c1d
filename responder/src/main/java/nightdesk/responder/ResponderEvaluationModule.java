package nightdesk.responder;

import nightdesk.responder.compliance.ComplianceConfiguration;
import nightdesk.responder.evaluation.EvaluationConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The scorers of this module with what they measure, and nothing that needs a server or a disk. */
@Configuration(proxyBeanMethods = false)
@Import({ComplianceConfiguration.class, EvaluationConfiguration.class})
public class ResponderEvaluationModule {}
