package nightdesk.dashboard.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.stream.IntStream;
import nightdesk.responder.NightCalendar;

/** The window in which a simulated night's messages claim to be written: the longest night of the last days that is over. */
record LastNight(Instant from, Instant to) {
    private static final int DAYS = 2;
    /** The script is written for a night from half past eight, twelve hours long. */
    private static final LocalTime SCRIPT_BEGINS = LocalTime.of(20, 30);

    private static final Duration SCRIPTED = Duration.ofHours(12);

    /**
     * @throws IllegalStateException when no night window is set
     */
    static LastNight before(Instant now, NightCalendar calendar) {
        return IntStream.rangeClosed(0, DAYS)
                .mapToObj(days -> calendar.date(now).minusDays(days))
                .flatMap(date -> calendar.nights(date).stream())
                .filter(night -> !night.to().isAfter(now))
                .max(Comparator.<NightCalendar.Night, Duration>comparing(
                                night -> Duration.between(night.from(), night.to()))
                        .thenComparing(NightCalendar.Night::to))
                .map(night -> new LastNight(night.from(), night.to()))
                .orElseThrow(() -> new IllegalStateException("no night window is set, expected e.g. 21:00-09:00"));
    }

    /** Returns when a patient's first line was written: the script's time of day, squeezed into this night. */
    Instant at(LocalTime scripted) {
        long offset = Math.floorMod(scripted.toSecondOfDay() - SCRIPT_BEGINS.toSecondOfDay(), 86_400);
        double share = Math.min(1, (double) offset / SCRIPTED.toSeconds());
        long length = Duration.between(from, to).toSeconds();
        return from.plusSeconds((long) (share * length * 0.95)).plusSeconds(1);
    }
}
