package nightdesk.dashboard.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import nightdesk.responder.NightCalendar;
import org.junit.jupiter.api.Test;

class LastNightTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final NightCalendar NIGHTS = NightCalendar.of("12:00-13:30,21:00-09:00", ZONE);

    @Test
    void byDayItIsTheNightThatJustEnded() {
        LastNight night = LastNight.before(Instant.parse("2026-07-02T06:00:00Z"), NIGHTS);
        assertThat(night.from()).isEqualTo(Instant.parse("2026-07-01T13:00:00Z"));
        assertThat(night.to()).isEqualTo(Instant.parse("2026-07-02T01:00:00Z"));
    }

    @Test
    void atNightItIsTheOneBefore() {
        LastNight night = LastNight.before(Instant.parse("2026-07-02T18:00:00Z"), NIGHTS);
        assertThat(night.from()).isEqualTo(Instant.parse("2026-07-01T13:00:00Z"));
    }

    @Test
    void everyFirstLineLiesInTheNight() {
        LastNight night = LastNight.before(Instant.parse("2026-07-02T06:00:00Z"), NIGHTS);
        for (int hour = 0; hour < 24; hour++) {
            assertThat(night.at(LocalTime.of(hour, 30))).isBetween(night.from(), night.to());
        }
        assertThat(night.at(LocalTime.of(23, 0))).isBefore(night.at(LocalTime.of(1, 0)));
    }

    @Test
    void withoutWindowsThereIsNoNight() {
        assertThatThrownBy(() -> LastNight.before(Instant.parse("2026-07-02T06:00:00Z"), NightCalendar.of("", ZONE)))
                .hasMessageContaining("no night window");
    }
}
