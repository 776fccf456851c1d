package nightdesk.responder;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which hours hold on which day. The first that fits decides: a single date, a public holiday, a weekend day worked in
 * exchange (as an ordinary weekday), a day of the week, the weekend, any day.
 *
 * @param ordinary any day that nothing else names
 * @param weekend Saturday and Sunday; null = as ordinary
 * @param holiday public holidays; null = as if it were none
 * @param weekdays single days of the week
 * @param dates single dates, e.g. a closure
 * @param holidays which days are holidays
 */
record DutyPlan(
        DayHours ordinary,
        @Nullable DayHours weekend,
        @Nullable DayHours holiday,
        Map<DayOfWeek, DayHours> weekdays,
        Map<LocalDate, DayHours> dates,
        Holidays holidays) {

    static DutyPlan always(DayHours hours) {
        return new DutyPlan(hours, null, null, Map.of(), Map.of(), Holidays.none());
    }

    /**
     * Reads a plan from windows as text; see {@link DayHours#of}.
     *
     * @throws IllegalArgumentException naming what cannot be read
     */
    static DutyPlan read(NightCalendar.Windows windows, Holidays holidays) {
        Map<DayOfWeek, DayHours> weekdays = new HashMap<>();
        windows.weekdays().forEach((day, text) -> weekdays.put(day, DayHours.of(text)));
        Map<LocalDate, DayHours> dates = new HashMap<>();
        windows.dates().forEach((date, text) -> dates.put(date, DayHours.of(text)));
        return new DutyPlan(
                DayHours.of(windows.ordinary()),
                hours(windows.weekend()),
                hours(windows.holiday()),
                Map.copyOf(weekdays),
                Map.copyOf(dates),
                holidays);
    }

    private static @Nullable DayHours hours(String text) {
        return text.isBlank() ? null : DayHours.of(text);
    }

    DayHours on(LocalDate date) {
        DayHours single = dates.get(date);
        if (single != null) {
            return single;
        }
        Holidays.Kind special = holidays.of(date).map(Holidays.Day::kind).orElse(null);
        if (special == Holidays.Kind.OFF && holiday != null) {
            return holiday;
        }
        DayHours weekday = weekdays.get(date.getDayOfWeek());
        boolean exchanged = special == Holidays.Kind.WORK;
        if (weekday != null && !exchanged) {
            return weekday;
        }
        boolean weekendDay = date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
        return weekend != null && weekendDay && !exchanged ? weekend : ordinary;
    }

    /** Returns whether nobody is ever at work, single dates aside. */
    boolean isClosed() {
        return Stream.concat(
                        Stream.of(ordinary, weekend == null ? ordinary : weekend, holiday == null ? ordinary : holiday),
                        weekdays.values().stream())
                .allMatch(DayHours::isClosed);
    }
}
