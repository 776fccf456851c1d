package nightdesk.ingest.wechat;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The times that exporters and spreadsheets write, and which of them are believed. */
final class ExportTimes {
    /** WeChat was launched in January 2011. */
    private static final Instant EARLIEST = Instant.parse("2010-12-01T00:00:00Z");

    private static final Duration AHEAD = Duration.ofDays(2);
    private static final Pattern WRITTEN = Pattern.compile(
            "(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?[T ]+(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2}))?(?:\\.\\d+)?"
                    + "(Z|[+-]\\d{2}:?\\d{2})?");
    private static final Pattern SERIAL = Pattern.compile("\\d{5}(?:\\.\\d+)?");
    private static final Pattern MILLISECONDS = Pattern.compile("1\\d{12}");
    private static final Pattern SECONDS = Pattern.compile("\\d{9,10}");
    private static final LocalDateTime SHEET_EPOCH = LocalDateTime.of(1899, 12, 30, 0, 0);
    private static final int DAY = 86_400;

    private final ZoneId zone;
    private final Instant latest;
    private final Notes notes;

    ExportTimes(ReadOptions options, Notes notes) {
        this.notes = notes;
        this.zone = options.zone();
        this.latest = options.now().plus(AHEAD);
    }

    /** Returns the time written in this cell; a {@link BadLine} when there is none. */
    Instant written(String cell) {
        Instant time = parse(cell.strip());
        if (time == null) {
            throw new BadLine("时间：遇到 " + BadLine.shown(cell) + "，应为 2024-06-02 00:00:00 这样的写法");
        }
        return believed(time);
    }

    /** Returns the time of these seconds, or the one written where a spreadsheet has rounded the seconds. */
    Instant seconds(String cell, String written) {
        String seconds = cell.strip();
        if (SECONDS.matcher(seconds).matches()) {
            return believed(Instant.ofEpochSecond(Long.parseLong(seconds)));
        }
        if (written.isBlank()) {
            throw new BadLine("CreateTime：遇到 " + BadLine.shown(cell) + "，应为 1970 年以来的秒数");
        }
        return written(written);
    }

    private @Nullable Instant parse(String cell) {
        Matcher matcher = WRITTEN.matcher(cell);
        if (!matcher.matches()) {
            return SERIAL.matcher(cell).matches() ? serial(Double.parseDouble(cell)) : null;
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(matcher, 1),
                    number(matcher, 2),
                    number(matcher, 3),
                    number(matcher, 4),
                    number(matcher, 5),
                    matcher.group(6) == null ? 0 : number(matcher, 6));
            String offset = matcher.group(7);
            count(matcher.group(6), offset);
            return local.atZone(offset == null ? zone : ZoneOffset.of(offset)).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private void count(@Nullable String seconds, @Nullable String offset) {
        if (seconds == null) {
            notes.count(Notes.Note.MINUTES);
        }
        if ("Z".equals(offset)) {
            notes.count(Notes.Note.UTC);
        }
    }

    /** Returns the time of these seconds, or milliseconds, of a JSON field; null when there is none. */
    @Nullable Instant epoch(String number) {
        String digits = number.strip();
        if (SECONDS.matcher(digits).matches()) {
            return believed(Instant.ofEpochSecond(Long.parseLong(digits)));
        }
        return MILLISECONDS.matcher(digits).matches() ? believed(Instant.ofEpochMilli(Long.parseLong(digits))) : null;
    }

    /** Returns the time of a JSON message: its seconds, else the time that is written. */
    Instant of(String number, String written) {
        Instant time = epoch(number);
        if (time == null && written.isBlank()) {
            throw new BadLine("时间：遇到 " + BadLine.shown(number) + "，应为 1970 年以来的秒数");
        }
        return time == null ? written(written) : time;
    }

    private Instant serial(double days) {
        return SHEET_EPOCH.plusSeconds(Math.round(days * DAY)).atZone(zone).toInstant();
    }

    private Instant believed(Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(latest)) {
            throw new BadLine("时间：遇到 " + time + "，应在 2011 年到今天之间");
        }
        return time;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
