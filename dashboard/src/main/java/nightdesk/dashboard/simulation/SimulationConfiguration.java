package nightdesk.dashboard.simulation;

import java.time.Clock;
import nightdesk.ingest.WecomAccounts;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.Replies;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Wires 模拟一个夜晚. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SimulationSettings.class)
@Import(SimulationController.class)
public class SimulationConfiguration {

    @Bean
    Simulations simulations(Clock clock) {
        return new Simulations(clock);
    }

    @Bean
    SimulateNight simulateNight(
            Simulations simulations,
            WecomAccounts accounts,
            @Value("${nightdesk.night.windows:21:00-09:00}") String windows,
            ObjectProvider<Replies> replies,
            Environment environment,
            SimulationSettings settings,
            Clock clock) {
        NightCalendar calendar = NightCalendar.of(windows, clock.getZone());
        return new SimulateNight(
                simulations, accounts, calendar, replies, new OwnAddress(environment), settings, clock);
    }
}
