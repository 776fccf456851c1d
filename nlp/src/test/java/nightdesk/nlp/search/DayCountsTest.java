package nightdesk.nlp.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nightdesk.nlp.SearchResult.Bucket;
import nightdesk.nlp.SearchResult.Histogram;
import org.junit.jupiter.api.Test;

class DayCountsTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Test
    void countsByTheDayOfTheHospital() {
        Histogram histogram = histogram("2026-07-01T15:59:59Z", "2026-07-01T16:00:00Z", "2026-07-04T00:00:00Z");
        assertThat(histogram.bucket()).isEqualTo("day");
        assertThat(histogram.buckets())
                .containsExactly(
                        bar("2026-07-01T00:00+08:00", 1),
                        bar("2026-07-02T00:00+08:00", 1),
                        bar("2026-07-03T00:00+08:00", 0),
                        bar("2026-07-04T00:00+08:00", 1));
    }

    @Test
    void turnsToWeeksAndMonths_whenDaysNoLongerFit() {
        Histogram weeks = histogram("2026-01-01T04:00:00Z", "2026-04-01T04:00:00Z");
        assertThat(weeks.bucket()).isEqualTo("week");
        assertThat(weeks.buckets().getFirst()).isEqualTo(bar("2025-12-29T00:00+08:00", 1));
        assertThat(weeks.buckets()).hasSize(14);
        Histogram months = histogram("2024-01-31T04:00:00Z", "2026-04-01T04:00:00Z");
        assertThat(months.bucket()).isEqualTo("month");
        assertThat(months.buckets()).hasSize(28);
    }

    @Test
    void agreesWithTheCalendar_acrossChangesOfTheClock() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Random random = new Random(5);
        long start = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
        long[] times = random.longs(5_000, start, start + 60L * 86_400_000).toArray();
        DayCounts days = new DayCounts(berlin);
        for (long time : times) {
            days.add(time);
        }
        var expected = java.util.Arrays.stream(times)
                .mapToObj(time -> Instant.ofEpochMilli(time).atZone(berlin).toLocalDate())
                .collect(Collectors.groupingBy(
                        day -> day.atStartOfDay(berlin).toOffsetDateTime(), Collectors.counting()));
        assertThat(days.histogram().buckets().stream()
                        .filter(bar -> bar.count() > 0)
                        .collect(Collectors.toMap(Bucket::from, Bucket::count)))
                .isEqualTo(expected);
    }

    @Test
    void bringsNoEmptyBarsWithoutEnd_forAMessageFromTheYearOne() {
        assertThat(histogram("0001-01-02T00:00:00Z", "9998-01-01T00:00:00Z").buckets())
                .hasSizeLessThan(2_100);
    }

    @Test
    void hasNoBars_whenThereAreNoHits() {
        assertThat(histogram().buckets()).isEmpty();
    }

    private static Histogram histogram(String... times) {
        DayCounts days = new DayCounts(SHANGHAI);
        IntStream.range(0, times.length)
                .forEach(i -> days.add(Instant.parse(times[i]).toEpochMilli()));
        return days.histogram();
    }

    private static Bucket bar(String from, long count) {
        return new Bucket(OffsetDateTime.parse(from), count);
    }
}
