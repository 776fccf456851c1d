package nightdesk.ingest.stage;

import java.time.Clock;
import java.time.ZoneId;
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

    /** The clock's zone is the hospital's: what is shown on the wire takes it from here. */
    @Bean
    Clock clock(@Value("${nightdesk.timezone:Asia/Shanghai}") ZoneId zone) {
        return Clock.system(zone);
    }

    @Bean
    Counters counters() {
        return new Counters();
    }
}
