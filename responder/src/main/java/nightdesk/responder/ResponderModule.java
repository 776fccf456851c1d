package nightdesk.responder;

import nightdesk.responder.announce.AnnounceConfiguration;
import nightdesk.responder.compliance.ComplianceConfiguration;
import nightdesk.responder.compose.ComposeConfiguration;
import nightdesk.responder.delivery.DeliveryConfiguration;
import nightdesk.responder.knowledge.KnowledgeConfiguration;
import nightdesk.responder.lead.LeadConfiguration;
import nightdesk.responder.night.NightConfiguration;
import nightdesk.responder.replay.ReplayConfiguration;
import nightdesk.responder.welcome.WelcomeConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the responder module: calendar, knowledge, reply, lead and delivery. */
@Configuration(proxyBeanMethods = false)
@Import({
    AnnounceConfiguration.class,
    ComplianceConfiguration.class,
    ComposeConfiguration.class,
    DeliveryConfiguration.class,
    KnowledgeConfiguration.class,
    LeadConfiguration.class,
    NightConfiguration.class,
    ReplayConfiguration.class,
    WelcomeConfiguration.class
})
public class ResponderModule {}
