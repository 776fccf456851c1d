package nightdesk.dashboard.live;

import java.time.Clock;
import nightdesk.ingest.EventLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the live view. */
@Configuration(proxyBeanMethods = false)
@Import(LiveController.class)
public class LiveConfiguration {

    @Bean
    LiveView liveView(EventLog log, Clock clock) {
        return new LiveView(log, clock);
    }
}
