package nightdesk.ingest;

import org.springframework.context.annotation.Configuration;

/** Wires the ingest module: channels, log and store. */
@Configuration(proxyBeanMethods = false)
public class IngestModule {}
