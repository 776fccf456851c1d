package nightdesk.responder.replay;

import java.time.Clock;
import java.util.Objects;
import nightdesk.ingest.Recursion;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.NightReplay;
import nightdesk.responder.night.Bursts;
import nightdesk.responder.night.NightDesk;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Replays on the desk that answers for real, on a scheduler of its own. */
public final class DeskReplay implements NightReplay {
    private final NightDesk desk;
    private final NightCalendar calendar;
    private final Bursts bursts;
    private final @Nullable String branch;
    private final Clock clock;
    private final Scheduler scheduler;

    public DeskReplay(
            NightDesk desk,
            NightCalendar calendar,
            Bursts bursts,
            @Nullable String branch,
            Clock clock,
            Scheduler scheduler) {
        this.desk = desk;
        this.calendar = calendar;
        this.bursts = bursts;
        this.branch = branch;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    @Override
    public Mono<Outcome> replay(Script script) {
        return Mono.fromCallable(Recursion.guarded(() -> play(script))).subscribeOn(scheduler);
    }

    Outcome play(Script script) {
        ScriptReader reader = new ScriptReader(calendar.zone(), calendar.date(clock.instant()));
        String site = script.branch() == null || script.branch().isBlank() ? branch : script.branch();
        return new VirtualNight(desk, calendar, site).play(reader.read(Objects.requireNonNull(script.turns())), bursts);
    }
}
