package nightdesk.responder;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When the AI answers and when people do. Windows repeat every day in the hospital's zone and may cross midnight;
 * windows that touch or overlap are one. Immutable.
 */
public final class NightCalendar {
    private static final int DAY = 24 * 60;
    private static final Pattern WINDOW = Pattern.compile("\\s*(\\d{1,2}):(\\d{2})\\s*-\\s*(\\d{1,2}):(\\d{2})\\s*");
    /** When nobody is ever on duty, a promise still has to name an hour: the one at which offices open. */
    private static final LocalTime OFFICE_OPENS = LocalTime.of(9, 0);

    private static final Duration PROMISE = Duration.ofHours(2);

    private final List<Span> spans;
    private final ZoneId zone;

    /** Minutes of the day; {@code length} may run over midnight. */
    private record Span(int start, int length) {}

    /**
     * One night.
     *
     * @param from its first instant
     * @param to when staff are back
     * @param date the day of its evening, by which it is named
     */
    public record Night(Instant from, Instant to, LocalDate date) {}

    /** The hours within which a call-back is promised, all of them working time. */
    public record Promise(Instant from, Instant to) {}

    private NightCalendar(List<Span> spans, ZoneId zone) {
        this.spans = spans;
        this.zone = zone;
    }

    /**
     * Reads windows such as {@code 12:00-13:30,21:00-09:00}; {@code 00:00-24:00} = always.
     *
     * @throws IllegalArgumentException naming the window that cannot be read
     */
    public static NightCalendar of(String windows, ZoneId zone) {
        List<Span> read = Arrays.stream(windows.split(","))
                .filter(window -> !window.isBlank())
                .map(NightCalendar::span)
                .toList();
        return new NightCalendar(merged(read), zone);
    }

    private static Span span(String window) {
        Matcher matcher = WINDOW.matcher(window);
        if (!matcher.matches()) {
            throw unreadable(window);
        }
        int from = minute(matcher.group(1), matcher.group(2), window);
        int to = minute(matcher.group(3), matcher.group(4), window);
        if (from == to) {
            throw unreadable(window);
        }
        return new Span(from % DAY, Math.floorMod(to - from - 1, DAY) + 1);
    }

    private static int minute(String hour, String minute, String window) {
        int minutes = Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
        if (minutes > DAY || Integer.parseInt(minute) > 59) {
            throw unreadable(window);
        }
        return minutes;
    }

    private static IllegalArgumentException unreadable(String window) {
        return new IllegalArgumentException("night window: met '" + window.strip()
                + "', expected from-to such as 21:00-09:00, with two different times");
    }

    private static List<Span> merged(List<Span> read) {
        boolean[] night = new boolean[DAY];
        read.forEach(span -> mark(night, span));
        List<Span> spans = new ArrayList<>();
        for (int minute = 0; minute < DAY; minute++) {
            if (night[minute] && !night[Math.floorMod(minute - 1, DAY)]) {
                spans.add(new Span(minute, length(night, minute)));
            }
        }
        return spans.isEmpty() && night[0] ? List.of(new Span(0, DAY)) : List.copyOf(spans);
    }

    private static void mark(boolean[] night, Span span) {
        for (int i = 0; i < span.length(); i++) {
            night[(span.start() + i) % DAY] = true;
        }
    }

    private static int length(boolean[] night, int start) {
        int length = 0;
        while (night[(start + length) % DAY]) {
            length++;
        }
        return length;
    }

    public ZoneId zone() {
        return zone;
    }

    /** Returns whether the AI answers at this instant. */
    public boolean isNight(Instant instant) {
        return night(instant).isPresent();
    }

    /** Returns the night this instant belongs to; empty while staff are on duty. */
    public Optional<Night> night(Instant instant) {
        LocalDate today = date(instant);
        return spans.stream()
                .flatMap(span -> List.of(today.minusDays(1), today).stream().map(date -> night(span, date)))
                .filter(night -> !instant.isBefore(night.from()) && instant.isBefore(night.to()))
                .findFirst();
    }

    /** Returns the nights that begin on this day: what its name stands for. */
    public List<Night> nights(LocalDate date) {
        return spans.stream().map(span -> night(span, date)).toList();
    }

    private Night night(Span span, LocalDate date) {
        return new Night(at(date, span.start()), at(date, span.start() + span.length()), date);
    }

    private Instant at(LocalDate date, int minutes) {
        LocalTime time = LocalTime.of(minutes % DAY / 60, minutes % 60);
        return ZonedDateTime.of(date.plusDays(minutes / DAY), time, zone).toInstant();
    }

    /** Returns when staff are at work next: this instant if they are. */
    public Instant staffBack(Instant instant) {
        if (isAlways()) {
            Instant opens = ZonedDateTime.of(date(instant), OFFICE_OPENS, zone).toInstant();
            return instant.isBefore(opens)
                    ? opens
                    : ZonedDateTime.of(date(instant).plusDays(1), OFFICE_OPENS, zone)
                            .toInstant();
        }
        return night(instant).map(Night::to).orElse(instant);
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
        LocalDate today = date(from);
        return spans.stream()
                .flatMap(span -> List.of(today, today.plusDays(1)).stream().map(date -> night(span, date)))
                .map(Night::from)
                .filter(from::isBefore)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Returns whether nobody is ever on duty. */
    public boolean isAlways() {
        return spans.size() == 1 && spans.getFirst().length() == DAY;
    }

    /** Returns the day of this instant in the hospital's zone. */
    public LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /** Returns the windows as read, merged and in order, e.g. {@code 21:00-09:00}. */
    public List<String> windows() {
        return spans.stream()
                .map(span -> clock(span.start()) + "-" + clock(isAlways() ? DAY : (span.start() + span.length()) % DAY))
                .toList();
    }

    private static String clock(int minutes) {
        return "%02d:%02d".formatted(minutes / 60, minutes % 60);
    }
}
