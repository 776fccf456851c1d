package nightdesk.responder.replay;

import java.time.Clock;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.night.Bursts;
import nightdesk.responder.night.NightDesk;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Wires the replay. */
@Configuration(proxyBeanMethods = false)
public class ReplayConfiguration {
    private static final int WAITING_REPLAYS = 20;

    /** A replay may take many decisions: it never takes the threads of real ones. */
    @Bean(destroyMethod = "dispose")
    Scheduler replayScheduler() {
        return Schedulers.newBoundedElastic(1, WAITING_REPLAYS, "night-replay");
    }

    @Bean
    DeskReplay nightReplay(
            NightDesk desk,
            NightCalendar calendar,
            Bursts bursts,
            @Value("${nightdesk.branch:}") String branch,
            Clock clock,
            @Qualifier("replayScheduler") Scheduler scheduler) {
        return new DeskReplay(desk, calendar, bursts, branch.isBlank() ? null : branch, clock, scheduler);
    }
}
