package nightdesk.responder;

import org.springframework.context.annotation.Configuration;

/** Wires the responder module: calendar, knowledge, reply, lead and delivery. */
@Configuration(proxyBeanMethods = false)
public class ResponderModule {}
