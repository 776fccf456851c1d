package nightdesk.responder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private static final NightCalendar.Windows HOSPITAL = new NightCalendar.Windows(
            "12:30-13:30,21:00-09:00",
            "19:00-10:00",
            "00:00-24:00",
            Map.of(DayOfWeek.MONDAY, "20:00-09:00"),
            Map.of(LocalDate.of(2026, 12, 31), "00:00-10:00,15:00-24:00", LocalDate.of(2026, 6, 10), "00:00-24:00"));

    private static final NightCalendar YEAR = NightCalendar.of(HOSPITAL, Holidays.shipped(), SHANGHAI);

    private static Instant at(int month, int day, String time) {
        return ZonedDateTime.of(LocalDate.of(2026, month, day), LocalTime.parse(time), SHANGHAI)
                .toInstant();
    }

    @Test
    void aClosedHolidayIsOneLongNight() {
        NightCalendar.Night spring = YEAR.night(at(2, 18, "11:00")).orElseThrow();
        // Saturday the 14th is worked in exchange, so it ends like a weekday; Tuesday the 24th begins like one.
        assertThat(spring.from()).isEqualTo(at(2, 14, "21:00"));
        assertThat(spring.to()).isEqualTo(at(2, 24, "09:00"));
        assertThat(spring.date()).isEqualTo(LocalDate.of(2026, 2, 14));
        assertThat(YEAR.nights(LocalDate.of(2026, 2, 18))).isEmpty();
        assertThat(YEAR.staffBack(at(2, 16, "08:00"))).isEqualTo(at(2, 24, "09:00"));
    }

    @Test
    void aWeekendWorkedInExchangeIsAnOrdinaryDay() {
        assertThat(YEAR.isNight(at(9, 20, "09:30"))).isFalse();
        assertThat(YEAR.isNight(at(9, 13, "09:30"))).isTrue();
        assertThat(YEAR.special(LocalDate.of(2026, 9, 20)).orElseThrow())
                .isEqualTo(new Holidays.Day(Holidays.Kind.WORK, "国庆节"));
    }

    @Test
    void singleDatesComeFirst() {
        assertThat(YEAR.isNight(at(6, 10, "15:00"))).isTrue();
        assertThat(YEAR.isNight(at(12, 31, "14:59"))).isFalse();
        assertThat(YEAR.isNight(at(12, 31, "15:00"))).isTrue();
    }

    @Test
    void eachMinuteOfAYearIsEitherWorkOrExactlyOneNight() {
        NightCalendar.Night last = null;
        for (LocalDate day = LocalDate.of(2026, 1, 1); day.getYear() == 2026; day = day.plusDays(1)) {
            for (int minute = 0; minute < 24 * 60; minute += 10) {
                Instant instant = ZonedDateTime.of(day, LocalTime.of(minute / 60, minute % 60), SHANGHAI)
                        .toInstant();
                boolean expected = isNightByHand(day, minute);
                Optional<NightCalendar.Night> night = YEAR.night(instant);
                assertThat(night.isPresent()).as("%s", instant).isEqualTo(expected);
                if (night.isPresent()) {
                    NightCalendar.Night found = night.get();
                    assertThat(last == null
                                    || found.equals(last)
                                    || !found.from().isBefore(last.to()))
                            .as("%s overlaps %s", found, last)
                            .isTrue();
                    last = found;
                }
            }
        }
    }

    /** Written from the windows above, without the code under test. */
    private static boolean isNightByHand(LocalDate day, int minute) {
        boolean weekend = day.getDayOfWeek().getValue() >= 6;
        Optional<Holidays.Day> special = Holidays.shipped().of(day);
        if (day.equals(LocalDate.of(2026, 12, 31))) {
            return minute < 600 || minute >= 900;
        }
        if (day.equals(LocalDate.of(2026, 6, 10))) {
            return true;
        }
        if (special.isPresent() && special.get().kind() == Holidays.Kind.OFF) {
            return true;
        }
        if (day.getDayOfWeek() == DayOfWeek.MONDAY) {
            return minute < 540 || minute >= 1200;
        }
        if (weekend && special.isEmpty()) {
            return minute < 600 || minute >= 1140;
        }
        return minute < 540 || minute >= 1260 || (minute >= 750 && minute < 810);
    }

    @Test
    void warnsWhenAYearIsMissing_onlyWhereItMatters() {
        Instant november = Instant.parse("2026-11-22T04:00:00Z");
        assertThat(YEAR.missingYear(november, 60)).contains(2027);
        assertThat(YEAR.missingYear(november, 10)).isEmpty();
        assertThat(NightCalendar.of("21:00-09:00", SHANGHAI).missingYear(november, 60))
                .isEmpty();
    }

    @Test
    void readsAYearFromAFile_andSaysWhichLineIsWrong(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("2027.txt"), "\uFEFF# announced\n2027-01-01 off 元旦 # one day\n");
        Holidays holidays = Holidays.load(directory);
        assertThat(holidays.knows(2027)).isTrue();
        assertThat(holidays.of(LocalDate.of(2027, 1, 1)).orElseThrow().name()).isEqualTo("元旦");
        assertThat(holidays.of(LocalDate.of(2026, 10, 1))).isPresent();
        Files.writeString(directory.resolve("2027.txt"), "2027-01-01 off 元旦\n2027-13-01 off 春节\n");
        assertThatThrownBy(() -> Holidays.load(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("2027-13-01");
    }
}
