package nightdesk.dashboard.groups;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the groups page. */
@Configuration(proxyBeanMethods = false)
@Import({GroupController.class, ContactController.class})
public class GroupsConfiguration {}
