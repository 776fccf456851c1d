package nightdesk.dashboard.app;

import nightdesk.dashboard.cli.CommandLineTool;
import nightdesk.ingest.IngestModule;
import nightdesk.nlp.NlpModule;
import nightdesk.responder.ResponderModule;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The application. The four modules below are the architecture: each looks only at those above it. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = ReactiveUserDetailsServiceAutoConfiguration.class)
@Import({IngestModule.class, NlpModule.class, ResponderModule.class, DashboardModule.class})
public class Nightdesk {

    public static void main(String[] args) {
        // On JDK 25 with two cores the common pool has one worker, and a blocking callback in it stops every other.
        System.getProperties().putIfAbsent("java.util.concurrent.ForkJoinPool.common.parallelism", "8");
        Integer exitCode = CommandLineTool.run(args);
        if (exitCode != null) {
            System.exit(exitCode);
        }
        SpringApplication.run(Nightdesk.class, args);
    }
}
