package nightdesk.responder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NightCalendarTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final List<String> WINDOWS = List.of(
            "21:00-09:00",
            "20:30-09:30",
            "00:00-24:00",
            "12:00-13:30,21:00-09:00",
            "22:00-24:00,00:00-06:00",
            "00:00-01:00",
            "23:59-00:01",
            "09:00-08:59");

    private static Instant at(String time) {
        return ZonedDateTime.of(LocalDate.of(2026, 6, 2), LocalTime.parse(time), SHANGHAI)
                .toInstant();
    }

    private static Stream<Instant> instants() {
        Random random = new Random(7);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        return Stream.generate(() -> start.plusSeconds(random.nextInt(366 * 24 * 3600)))
                .limit(3000);
    }

    @Test
    void aNightHoldsItsInstant_andEndsWhereStaffAreBack() {
        for (String windows : WINDOWS) {
            NightCalendar calendar = NightCalendar.of(windows, SHANGHAI);
            instants()
                    .forEach(instant -> calendar.night(instant).ifPresent(night -> {
                        assertThat(instant).isAfterOrEqualTo(night.from()).isBefore(night.to());
                        assertThat(calendar.isNight(night.from())).isTrue();
                        assertThat(calendar.isNight(night.to().minusMillis(1))).isTrue();
                        assertThat(calendar.date(night.from())).isEqualTo(night.date());
                        assertThat(calendar.nights(night.date())).contains(night);
                    }));
        }
    }

    @Test
    void everyInstantOfANightAgreesOnIt() {
        for (String windows : WINDOWS) {
            NightCalendar calendar = NightCalendar.of(windows, SHANGHAI);
            instants()
                    .limit(500)
                    .forEach(instant -> calendar.night(instant).ifPresent(night -> {
                        assertThat(calendar.night(night.from())).contains(night);
                        assertThat(calendar.night(night.to().minusMillis(1))).contains(night);
                    }));
        }
    }

    @Test
    void aPromiseIsWorkingTimeInTheFuture() {
        for (String windows : WINDOWS) {
            NightCalendar calendar = NightCalendar.of(windows, SHANGHAI);
            instants().forEach(instant -> {
                NightCalendar.Promise promise = calendar.promise(instant);
                assertThat(promise.from()).isAfterOrEqualTo(instant).isBefore(promise.to());
                assertThat(Duration.between(promise.from(), promise.to())).isLessThanOrEqualTo(Duration.ofHours(2));
                assertThat(calendar.isAlways() || !calendar.isNight(promise.from()))
                        .as(windows)
                        .isTrue();
                assertThat(calendar.isAlways() || !calendar.isNight(promise.to().minusMillis(1)))
                        .as(windows)
                        .isTrue();
            });
        }
    }

    @Test
    void crossesMidnight() {
        NightCalendar calendar = NightCalendar.of("21:00-09:00", SHANGHAI);
        assertThat(calendar.isNight(at("20:59:59"))).isFalse();
        assertThat(calendar.isNight(at("21:00:00"))).isTrue();
        assertThat(calendar.isNight(at("00:00:00"))).isTrue();
        assertThat(calendar.isNight(at("09:00:00"))).isFalse();
        assertThat(calendar.night(at("01:00:00")).orElseThrow().date()).isEqualTo(LocalDate.of(2026, 6, 1));
        assertThat(calendar.staffBack(at("01:00:00"))).isEqualTo(at("09:00:00"));
        assertThat(calendar.staffBack(at("15:00:00"))).isEqualTo(at("15:00:00"));
    }

    @Test
    void alwaysIsNight_andStillNamesAnHour() {
        NightCalendar calendar = NightCalendar.of("00:00-24:00", SHANGHAI);
        assertThat(calendar.isAlways()).isTrue();
        assertThat(instants().allMatch(calendar::isNight)).isTrue();
        assertThat(calendar.staffBack(at("08:00:00"))).isEqualTo(at("09:00:00"));
        assertThat(calendar.staffBack(at("23:00:00"))).isEqualTo(at("09:00:00").plus(Duration.ofDays(1)));
        assertThat(calendar.windows()).containsExactly("00:00-24:00");
    }

    @Test
    void windowsThatTouchAreOneNight() {
        NightCalendar calendar = NightCalendar.of("22:00-24:00,00:00-06:00", SHANGHAI);
        assertThat(calendar.windows()).containsExactly("22:00-06:00");
        assertThat(calendar.night(at("01:00:00")).orElseThrow().date()).isEqualTo(LocalDate.of(2026, 6, 1));
    }

    @Test
    void aPromiseStopsWhereTheNextWindowBegins() {
        NightCalendar calendar = NightCalendar.of("12:00-13:30,21:00-11:00", SHANGHAI);
        assertThat(calendar.promise(at("10:00:00")).to()).isEqualTo(at("12:00:00"));
    }

    @Test
    void saysWhatItMet_whenAWindowCannotBeRead() {
        for (String bad : List.of("9pm-9am", "21:00", "21:00-21:00", "25:00-09:00", "21:70-09:00")) {
            assertThatThrownBy(() -> NightCalendar.of(bad, SHANGHAI))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(bad);
        }
    }
}
