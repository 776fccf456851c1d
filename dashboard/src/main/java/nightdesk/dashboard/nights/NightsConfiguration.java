package nightdesk.dashboard.nights;

import nightdesk.responder.NightReplay;
import nightdesk.responder.Nights;
import nightdesk.responder.Replies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the nights' routes. */
@Configuration(proxyBeanMethods = false)
public class NightsConfiguration {

    @Bean
    NightController nightController(Nights nights, Replies replies, NightReplay replay) {
        return new NightController(nights, replies, replay);
    }
}
