package nightdesk.nlp.search;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import nightdesk.nlp.SearchResult.Bucket;
import nightdesk.nlp.SearchResult.Histogram;

/**
 * Counts hits by the calendar day of the hospital. The zone's offset of the last hit mostly serves the next one too.
 */
public final class DayCounts {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int MAX_DAYS = 62;
    private static final int MAX_DAYS_OF_WEEKS = 400;
    private static final int MAX_BUCKETS = 2_000;

    private final ZoneId zone;
    private final LongCounts byDay = new LongCounts();
    private long offset;
    private long offsetFrom = Long.MAX_VALUE;
    private long offsetTo = Long.MIN_VALUE;

    public DayCounts(ZoneId zone) {
        this.zone = zone;
    }

    public void add(long millis) {
        if (millis < offsetFrom || millis >= offsetTo) {
            turnTo(millis);
        }
        byDay.increment(Math.floorDiv(millis + offset, DAY));
    }

    /** Finds the zone's offset at this time, and between which times it holds. */
    private void turnTo(long millis) {
        ZoneRules rules = zone.getRules();
        Instant time = Instant.ofEpochMilli(millis);
        ZoneOffsetTransition before = rules.previousTransition(time.plusMillis(1));
        ZoneOffsetTransition after = rules.nextTransition(time);
        offset = rules.getOffset(time).getTotalSeconds() * 1000L;
        offsetFrom = before == null ? Long.MIN_VALUE : before.toEpochSecond() * 1000;
        offsetTo = after == null ? Long.MAX_VALUE : after.toEpochSecond() * 1000;
    }

    /** Returns the bars, days while they fit on a screen, then weeks, then months. */
    public Histogram histogram() {
        long[][] days = byDay.ascending();
        if (days.length == 0) {
            return new Histogram(Step.DAY.code, List.of());
        }
        Step step = step(days[days.length - 1][0] - days[0][0] + 1);
        List<Bucket> bars = new ArrayList<>();
        LocalDate start = step.start(LocalDate.ofEpochDay(days[0][0]));
        for (int at = 0; at < days.length; ) {
            long until = step.next(start).toEpochDay();
            long hits = 0;
            while (at < days.length && days[at][0] < until) {
                hits += days[at++][1];
            }
            bars.add(bucket(start, hits));
            start = step.next(start);
            if (bars.size() >= MAX_BUCKETS && at < days.length) {
                // A message dated in the year 1 or 9999 must not bring thousands of empty bars.
                start = step.start(LocalDate.ofEpochDay(days[at][0]));
            }
        }
        return new Histogram(step.code, bars);
    }

    private static Step step(long days) {
        if (days <= MAX_DAYS) {
            return Step.DAY;
        }
        return days <= MAX_DAYS_OF_WEEKS ? Step.WEEK : Step.MONTH;
    }

    private Bucket bucket(LocalDate day, long hits) {
        ZoneOffset offset = zone.getRules().getOffset(day.atStartOfDay());
        return new Bucket(day.atStartOfDay().atOffset(offset), hits);
    }

    private enum Step {
        DAY("day"),
        WEEK("week"),
        MONTH("month");

        private final String code;

        Step(String code) {
            this.code = code;
        }

        LocalDate start(LocalDate day) {
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
            };
        }

        LocalDate next(LocalDate start) {
            return switch (this) {
                case DAY -> start.plusDays(1);
                case WEEK -> start.plusWeeks(1);
                case MONTH -> start.plusMonths(1);
            };
        }
    }
}
