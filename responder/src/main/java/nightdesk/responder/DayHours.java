package nightdesk.responder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kind of day: when people are at work and when the AI answers. A window that crosses midnight belongs to both ends of
 * the day: {@code 21:00-09:00} leaves people at work from 9:00 to 21:00.
 *
 * @param staffed when people are at work, in order, apart from each other
 * @param windows when the AI answers, merged and in order, e.g. {@code 21:00-09:00}
 */
record DayHours(List<Span> staffed, List<String> windows) {
    static final int DAY = 24 * 60;
    private static final Pattern WINDOW = Pattern.compile("\\s*(\\d{1,2}):(\\d{2})\\s*-\\s*(\\d{1,2}):(\\d{2})\\s*");

    /** Minutes of the day; the end may be 24:00. */
    record Span(int start, int end) {}

    /**
     * Reads windows such as {@code 12:00-13:30,21:00-09:00}; {@code 00:00-24:00} = nobody is at work, empty = somebody
     * always is. Windows that touch or overlap are one.
     *
     * @throws IllegalArgumentException naming the window that cannot be read
     */
    static DayHours of(String windows) {
        boolean[] night = new boolean[DAY];
        Arrays.stream(windows.split(",")).filter(window -> !window.isBlank()).forEach(window -> mark(night, window));
        return new DayHours(staffed(night), text(night));
    }

    private static void mark(boolean[] night, String window) {
        Matcher matcher = WINDOW.matcher(window);
        if (!matcher.matches()) {
            throw unreadable(window);
        }
        int from = minute(matcher.group(1), matcher.group(2), window);
        int to = minute(matcher.group(3), matcher.group(4), window);
        if (from == to) {
            throw unreadable(window);
        }
        int length = Math.floorMod(to - from - 1, DAY) + 1;
        for (int i = 0; i < length; i++) {
            night[(from + i) % DAY] = true;
        }
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

    private static List<Span> staffed(boolean[] night) {
        List<Span> spans = new ArrayList<>();
        int start = -1;
        for (int minute = 0; minute <= DAY; minute++) {
            boolean atWork = minute < DAY && !night[minute];
            if (atWork && start < 0) {
                start = minute;
            } else if (!atWork && start >= 0) {
                spans.add(new Span(start, minute));
                start = -1;
            }
        }
        return List.copyOf(spans);
    }

    private static List<String> text(boolean[] night) {
        List<String> text = new ArrayList<>();
        for (int minute = 0; minute < DAY; minute++) {
            if (night[minute] && !night[Math.floorMod(minute - 1, DAY)]) {
                int end = minute;
                while (night[end % DAY]) {
                    end++;
                }
                text.add(clock(minute) + "-" + clock(end == DAY ? DAY : end % DAY));
            }
        }
        return text.isEmpty() && night[0] ? List.of("00:00-24:00") : List.copyOf(text);
    }

    private static String clock(int minutes) {
        return "%02d:%02d".formatted(minutes / 60, minutes % 60);
    }

    /** Returns whether nobody is at work on such a day. */
    boolean isClosed() {
        return staffed.isEmpty();
    }
}
