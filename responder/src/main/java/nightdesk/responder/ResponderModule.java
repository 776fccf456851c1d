package nightdesk.responder;

import nightdesk.responder.compliance.ComplianceConfiguration;
import nightdesk.responder.compose.ComposeConfiguration;
import nightdesk.responder.knowledge.KnowledgeConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the responder module: calendar, knowledge, reply, lead and delivery. */
@Configuration(proxyBeanMethods = false)
@Import({ComplianceConfiguration.class, ComposeConfiguration.class, KnowledgeConfiguration.class})
public class ResponderModule {}
