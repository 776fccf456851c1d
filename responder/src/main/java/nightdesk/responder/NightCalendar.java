package nightdesk.responder;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When the AI answers and when people do, in the hospital's zone: ordinary days, weekends, public holidays with their
 * exchanged workdays, single dates. A night is the time between two stretches of work, however many midnights lie between.
 * Immutable.
 */
public final class NightCalendar {
    /** When nobody is ever on duty, a promise still has to name an hour: the one at which offices open. */
    private static final LocalTime OFFICE_OPENS = LocalTime.of(9, 0);

    private static final Duration PROMISE = Duration.ofHours(2);

    /** The longest closure that is looked past. */
    private static final int HORIZON_DAYS = 400;

    private final DutyPlan plan;
    private final ZoneId zone;
    private final boolean always;

    /**
     * One night.
     *
     * @param from its first instant
     * @param to when staff are back
     * @param date the day on which it begins, by which it is named
     */
    public record Night(Instant from, Instant to, LocalDate date) {}

    /** The hours within which a call-back is promised, all of them working time. */
    public record Promise(Instant from, Instant to) {}

    /**
     * When the AI answers, as text such as {@code 12:00-13:30,21:00-09:00}; a window that crosses midnight belongs to both
     * ends of its day.
     *
     * @param ordinary any day that nothing else names
     * @param weekend Saturday and Sunday; blank = as ordinary
     * @param holiday public holidays; blank = as if it were none
     * @param weekdays single days of the week
     * @param dates single dates; {@code 00:00-24:00} = closed
     */
    public record Windows(
            String ordinary,
            String weekend,
            String holiday,
            Map<DayOfWeek, String> weekdays,
            Map<LocalDate, String> dates) {}

    private NightCalendar(DutyPlan plan, ZoneId zone) {
        this.plan = plan;
        this.zone = zone;
        this.always = plan.isClosed();
    }

    /**
     * Returns the calendar on which every day is alike.
     *
     * @throws IllegalArgumentException naming the window that cannot be read
     */
    public static NightCalendar of(String windows, ZoneId zone) {
        return new NightCalendar(DutyPlan.always(DayHours.of(windows)), zone);
    }

    /**
     * Returns the calendar with these windows and holidays.
     *
     * @throws IllegalArgumentException naming the window that cannot be read
     */
    public static NightCalendar of(Windows windows, Holidays holidays, ZoneId zone) {
        return new NightCalendar(DutyPlan.read(windows, holidays), zone);
    }

    public ZoneId zone() {
        return zone;
    }

    /** Returns whether the AI answers at this instant. */
    public boolean isNight(Instant instant) {
        return always || stretches(date(instant)).noneMatch(stretch -> stretch.holds(instant));
    }

    /** Returns the night this instant belongs to; empty while staff are on duty. */
    public Optional<Night> night(Instant instant) {
        LocalDate today = date(instant);
        if (isAlways()) {
            return Optional.of(new Night(at(today, 0), at(today, DayHours.DAY), today));
        }
        if (!isNight(instant)) {
            return Optional.empty();
        }
        Instant from = days(today, -1)
                .flatMap(day -> stretches(day).map(Stretch::to).filter(end -> !end.isAfter(instant)))
                .max(Comparator.naturalOrder())
                .orElseGet(() -> at(today, 0));
        return Optional.of(new Night(from, nextWork(instant), date(from)));
    }

    /** Returns the nights that begin on this day: what its name stands for. */
    public List<Night> nights(LocalDate date) {
        if (isAlways()) {
            return List.of(new Night(at(date, 0), at(date, DayHours.DAY), date));
        }
        return Stream.of(date.minusDays(1), date)
                .flatMap(this::stretches)
                .map(Stretch::to)
                .filter(end -> date(end).equals(date))
                .flatMap(end -> night(end).stream())
                .toList();
    }

    /** A stretch of work. */
    private record Stretch(Instant from, Instant to) {
        boolean holds(Instant instant) {
            return !instant.isBefore(from) && instant.isBefore(to);
        }
    }

    private Stream<Stretch> stretches(LocalDate date) {
        return plan.on(date).staffed().stream().map(span -> new Stretch(at(date, span.start()), at(date, span.end())));
    }

    /** Returns the days from this one on, forward or backward, until one on which somebody works is among the last two. */
    private Stream<LocalDate> days(LocalDate from, int step) {
        int worked = 0;
        Stream.Builder<LocalDate> days = Stream.builder();
        for (int i = 0; i < HORIZON_DAYS && worked < 2; i++) {
            LocalDate day = from.plusDays((long) step * i);
            days.add(day);
            worked += i > 0 && !plan.on(day).isClosed() ? 1 : 0;
        }
        return days.build();
    }

    private Instant at(LocalDate date, int minutes) {
        LocalTime time = LocalTime.of(minutes % DayHours.DAY / 60, minutes % 60);
        return ZonedDateTime.of(date.plusDays(minutes / DayHours.DAY), time, zone)
                .toInstant();
    }

    private Instant nextWork(Instant instant) {
        return days(date(instant), 1)
                .flatMap(day -> stretches(day).map(Stretch::from).filter(start -> start.isAfter(instant)))
                .min(Comparator.naturalOrder())
                .orElseGet(() -> opening(instant));
    }

    /** Returns when staff are at work next: this instant if they are. */
    public Instant staffBack(Instant instant) {
        return isAlways() ? opening(instant) : night(instant).map(Night::to).orElse(instant);
    }

    private Instant opening(Instant instant) {
        Instant opens = ZonedDateTime.of(date(instant), OFFICE_OPENS, zone).toInstant();
        return instant.isBefore(opens)
                ? opens
                : ZonedDateTime.of(date(instant).plusDays(1), OFFICE_OPENS, zone)
                        .toInstant();
    }

    /** Returns the two hours, or what there is of them, in which somebody will call back. */
    public Promise promise(Instant instant) {
        return promiseFrom(staffBack(instant));
    }

    /** Returns the promise that starts at this instant of working time, or when staff are next at work. */
    public Promise promiseFrom(Instant wish) {
        Instant from = isAlways() ? wish : staffBack(wish);
        Instant to = from.plus(PROMISE);
        return new Promise(from, isAlways() ? to : earlier(to, nextNight(from)));
    }

    private Instant nextNight(Instant from) {
        return Stream.of(date(from), date(from).plusDays(1))
                .flatMap(this::stretches)
                .map(Stretch::to)
                .filter(end -> end.isAfter(from) && isNight(end))
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Returns whether nobody is ever on duty. */
    public boolean isAlways() {
        return always;
    }

    /** Returns the day of this instant in the hospital's zone. */
    public LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /** Returns the windows of an ordinary day as read, merged and in order, e.g. {@code 21:00-09:00}. */
    public List<String> windows() {
        return plan.ordinary().windows();
    }

    /** Returns the windows of this day. */
    public List<String> windows(LocalDate date) {
        return plan.on(date).windows();
    }

    /** Returns what is special about a day: a public holiday, or a weekend day worked in exchange. */
    public Optional<Holidays.Day> special(LocalDate date) {
        return plan.holidays().of(date);
    }

    /**
     * Returns the first year within so many days whose holidays are not known although this calendar depends on them;
     * empty = none.
     */
    public Optional<Integer> missingYear(Instant now, int days) {
        boolean depends = plan.holiday() != null
                || plan.weekend() != null
                || !plan.weekdays().isEmpty();
        return Stream.of(date(now).getYear(), date(now).plusDays(days).getYear())
                .filter(year -> depends && !plan.holidays().knows(year))
                .findFirst();
    }
}
