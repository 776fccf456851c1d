package nightdesk.responder.welcome;

import nightdesk.ingest.Welcome;
import nightdesk.responder.ComplianceGate;
import nightdesk.responder.NightCalendar;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the welcome. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WelcomeSettings.class)
public class WelcomeConfiguration {

    @Bean
    Welcome welcome(WelcomeSettings settings, NightCalendar calendar, ComplianceGate gate) {
        return new CheckedWelcome(settings, calendar, gate);
    }
}
