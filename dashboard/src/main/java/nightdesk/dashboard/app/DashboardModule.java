package nightdesk.dashboard.app;

import nightdesk.dashboard.compliance.ComplianceConfiguration;
import nightdesk.dashboard.conversation.ConversationConfiguration;
import nightdesk.dashboard.crm.CrmConfiguration;
import nightdesk.dashboard.groups.GroupsConfiguration;
import nightdesk.dashboard.imports.ImportsConfiguration;
import nightdesk.dashboard.knowledge.KnowledgeConfiguration;
import nightdesk.dashboard.leads.LeadsConfiguration;
import nightdesk.dashboard.lexicon.LexiconConfiguration;
import nightdesk.dashboard.live.LiveConfiguration;
import nightdesk.dashboard.nights.NightsConfiguration;
import nightdesk.dashboard.openapi.OpenApiConfiguration;
import nightdesk.dashboard.patients.PatientsConfiguration;
import nightdesk.dashboard.problem.ProblemConfiguration;
import nightdesk.dashboard.sample.SampleConfiguration;
import nightdesk.dashboard.search.SearchConfiguration;
import nightdesk.dashboard.security.SecurityConfiguration;
import nightdesk.dashboard.simulation.SimulationConfiguration;
import nightdesk.dashboard.system.SystemConfiguration;
import nightdesk.dashboard.understanding.UnderstandingConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the dashboard: HTTP API, sign-in, live view. */
@Configuration(proxyBeanMethods = false)
@Import({
    ConsoleRoutes.class,
    ComplianceConfiguration.class,
    ConversationConfiguration.class,
    CrmConfiguration.class,
    GroupsConfiguration.class,
    ImportsConfiguration.class,
    KnowledgeConfiguration.class,
    LeadsConfiguration.class,
    LexiconConfiguration.class,
    LiveConfiguration.class,
    NightsConfiguration.class,
    OpenApiConfiguration.class,
    PatientsConfiguration.class,
    ProblemConfiguration.class,
    SampleConfiguration.class,
    SearchConfiguration.class,
    SecurityConfiguration.class,
    SimulationConfiguration.class,
    SystemConfiguration.class,
    UnderstandingConfiguration.class
})
public class DashboardModule {}
