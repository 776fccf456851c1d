package nightdesk.ingest.stage;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import nightdesk.ingest.Counters;
import nightdesk.ingest.Stage;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The runner of the stages, the clock and the counters. */
@Configuration(proxyBeanMethods = false)
public class StageConfiguration {

    @Bean
    StageRunner stageRunner(List<Stage> stages, @Value("${nightdesk.roles:all}") Set<String> roles, Clock clock) {
        return new StageRunner(stages, roles, clock);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Counters counters() {
        return new Counters();
    }
}
