package nightdesk.dashboard.app;

import org.springframework.context.annotation.Configuration;

/** Wires the dashboard: HTTP API, sign-in, live view. */
@Configuration(proxyBeanMethods = false)
public class DashboardModule {}
