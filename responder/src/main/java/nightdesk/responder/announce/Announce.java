package nightdesk.responder.announce;

import java.time.Duration;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Stage;
import reactor.core.publisher.Mono;

/** Stage {@code announce}: facts noted with their change come onto the log. */
final class Announce implements Stage {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final AnnouncementStore announcements;
    private final EventLog log;

    Announce(AnnouncementStore announcements, EventLog log) {
        this.announcements = announcements;
        this.log = log;
    }

    @Override
    public String name() {
        return "announce";
    }

    @Override
    public String role() {
        return "responder";
    }

    @Override
    public Mono<Void> run() {
        return Poll.forever(1, PAUSE, () -> announcements.relay(log));
    }
}
