package nightdesk.dashboard.sample;

import java.time.LocalDate;
import java.time.Month;
import java.util.Map;

/** 春节: the first day of the lunar year. The JDK has no Chinese calendar, so the years in reach are listed. */
final class SpringFestival {
    private static final Map<Integer, LocalDate> FIRST_DAYS = Map.of(
            2024, LocalDate.of(2024, Month.FEBRUARY, 10),
            2025, LocalDate.of(2025, Month.JANUARY, 29),
            2026, LocalDate.of(2026, Month.FEBRUARY, 17),
            2027, LocalDate.of(2027, Month.FEBRUARY, 6),
            2028, LocalDate.of(2028, Month.JANUARY, 26),
            2029, LocalDate.of(2029, Month.FEBRUARY, 13),
            2030, LocalDate.of(2030, Month.FEBRUARY, 3),
            2031, LocalDate.of(2031, Month.JANUARY, 23));

    private SpringFestival() {}

    static LocalDate of(int year) {
        return FIRST_DAYS.getOrDefault(year, LocalDate.of(year, Month.FEBRUARY, 4));
    }

    /** Returns whether the day lies in the four weeks before the new year. */
    static boolean isNear(LocalDate day) {
        LocalDate first = of(day.getYear());
        return day.isBefore(first) && !day.isBefore(first.minusDays(28));
    }

    /** Returns whether the day is one of the eight from new year's eve on. */
    static boolean isOn(LocalDate day) {
        LocalDate first = of(day.getYear());
        return !day.isBefore(first.minusDays(1)) && day.isBefore(first.plusDays(7));
    }
}
