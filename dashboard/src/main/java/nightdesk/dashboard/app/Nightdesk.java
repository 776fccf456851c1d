package nightdesk.dashboard.app;

import nightdesk.ingest.IngestModule;
import nightdesk.nlp.NlpModule;
import nightdesk.responder.ResponderModule;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The application. The four modules below are the architecture: each looks only at those above it. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({IngestModule.class, NlpModule.class, ResponderModule.class, DashboardModule.class})
public class Nightdesk {

    public static void main(String[] args) {
        SpringApplication.run(Nightdesk.class, args);
    }
}
