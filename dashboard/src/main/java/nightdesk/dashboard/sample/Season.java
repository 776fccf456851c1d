package nightdesk.dashboard.sample;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Arrays;
import java.util.List;

/** A part of the year in which something happens more, or less, than usual. */
record Season(MonthDay from, MonthDay to, double factor) {

    /** Reads {@code mm-dd..mm-dd=factor} spans joined by {@code |}; a span without factor counts once. */
    static List<Season> parse(String text) {
        return Arrays.stream(text.split("\\|"))
                .map(String::strip)
                .filter(span -> !span.isEmpty())
                .map(Season::span)
                .toList();
    }

    private static Season span(String text) {
        String[] parts = text.split("=");
        String[] days = parts[0].split("\\.\\.");
        return new Season(
                MonthDay.parse("--" + days[0]),
                MonthDay.parse("--" + days[1]),
                parts.length > 1 ? Double.parseDouble(parts[1]) : 1);
    }

    boolean holds(LocalDate day) {
        MonthDay at = MonthDay.from(day);
        return !at.isBefore(from) && !at.isAfter(to);
    }

    /** Returns the product of the factors of all seasons that hold on this day. */
    static double factor(List<Season> seasons, LocalDate day) {
        return seasons.stream()
                .filter(season -> season.holds(day))
                .mapToDouble(Season::factor)
                .reduce(1, (a, b) -> a * b);
    }
}
