package nightdesk.dashboard.app;

import nightdesk.dashboard.problem.ProblemConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the dashboard: HTTP API, sign-in, live view. */
@Configuration(proxyBeanMethods = false)
@Import({ProblemConfiguration.class})
public class DashboardModule {}
