package nightdesk.dashboard.simulation;

import java.time.Clock;
import nightdesk.ingest.WecomAccounts;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.Replies;
import org.springframework.beans.factory.ObjectProvider;
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
            NightCalendar calendar,
            ObjectProvider<Replies> replies,
            Environment environment,
            SimulationSettings settings,
            Clock clock) {
        return new SimulateNight(
                simulations, accounts, calendar, replies, new OwnAddress(environment), settings, clock);
    }
}
