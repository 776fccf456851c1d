package nightdesk.responder.lead;

import java.text.Normalizer;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.NightCalendar.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Turns a patient's words for a time into an hour of working time, as far as they can be understood. Who is still awake in
 * the small hours means the day that follows the coming sleep by 明天: at 01:00 on Sunday 明早 is Sunday's morning.
 */
public final class WishHour {
    private static final String DIGITS = "零一二三四五六七八九";
    private static final Pattern CLOCK = Pattern.compile(
            "(\\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点(半|\\d{1,2})?|:(\\d{2})| ?(am|pm))", Pattern.CASE_INSENSITIVE);
    private static final Pattern WEEKDAY = Pattern.compile("(下)?个?(?:周|星期|礼拜)([一二三四五六日天])");
    private static final Pattern AFTERNOON = Pattern.compile("下午|傍晚|晚|pm|afternoon|evening|下班|午后");
    private static final int NOON = 12;
    private static final LocalTime END_OF_SMALL_HOURS = LocalTime.of(5, 0);

    private WishHour() {}

    /** Returns the hours to promise: the wished ones where they are working time, else as soon as staff are back. */
    public static Promise promise(@Nullable String words, Instant now, NightCalendar calendar) {
        Promise soonest = calendar.promise(now);
        return at(words, now, calendar)
                .filter(wish -> wish.isAfter(soonest.from()))
                .map(calendar::promiseFrom)
                .orElse(soonest);
    }

    /** Returns whether the words name an hour at which nobody is there yet. */
    public static boolean isBeforeStaff(@Nullable String words, Instant now, NightCalendar calendar) {
        return at(words, now, calendar)
                .filter(wish -> wish.isBefore(calendar.staffBack(now)))
                .isPresent();
    }

    /** Returns the first instant after now that the words can mean. */
    static Optional<Instant> at(@Nullable String words, Instant now, NightCalendar calendar) {
        if (words == null) {
            return Optional.empty();
        }
        String plain = Normalizer.normalize(words, Normalizer.Form.NFKC);
        return hour(plain).map(time -> next(plain, time, now, calendar));
    }

    private static Instant next(String words, LocalTime time, Instant now, NightCalendar calendar) {
        LocalDate today = calendar.date(now);
        ZonedDateTime wish = ZonedDateTime.of(day(words, today, isSmallHours(now, calendar)), time, calendar.zone());
        return wish.toInstant().isAfter(now)
                ? wish.toInstant()
                : wish.plusDays(1).toInstant();
    }

    private static boolean isSmallHours(Instant now, NightCalendar calendar) {
        return LocalTime.ofInstant(now, calendar.zone()).isBefore(END_OF_SMALL_HOURS);
    }

    private static LocalDate day(String words, LocalDate today, boolean smallHours) {
        Matcher weekday = WEEKDAY.matcher(words);
        if (weekday.find()) {
            DayOfWeek day = DayOfWeek.of(Math.floorMod("一二三四五六日天".indexOf(weekday.group(2)), 7) + 1);
            return today.with(TemporalAdjusters.nextOrSame("天".equals(weekday.group(2)) ? DayOfWeek.SUNDAY : day))
                    .plusDays(weekday.group(1) == null ? 0 : 7);
        }
        LocalDate before = smallHours ? today.minusDays(1) : today;
        if (words.contains("后天")) {
            return before.plusDays(words.contains("大后天") ? 3 : 2);
        }
        return words.contains("明") || words.contains("tomorrow") ? before.plusDays(1) : today;
    }

    private static Optional<LocalTime> hour(String words) {
        Matcher clock = CLOCK.matcher(words);
        if (clock.find()) {
            return time(clock, AFTERNOON.matcher(words).find());
        }
        if (words.contains("中午") || words.contains("午休")) {
            return Optional.of(LocalTime.NOON);
        }
        if (words.contains("傍晚") || words.contains("下班") || words.contains("晚")) {
            return Optional.of(LocalTime.of(18, 0));
        }
        if (AFTERNOON.matcher(words).find()) {
            return Optional.of(LocalTime.of(14, 0));
        }
        return words.contains("上午") || words.contains("morning") ? Optional.of(LocalTime.of(9, 30)) : Optional.empty();
    }

    private static Optional<LocalTime> time(Matcher clock, boolean afternoon) {
        int hour = number(clock.group(1));
        hour += afternoon && hour < NOON ? NOON : 0;
        return hour > 23 ? Optional.empty() : Optional.of(LocalTime.of(hour, minute(clock)));
    }

    private static int minute(Matcher clock) {
        if ("半".equals(clock.group(2))) {
            return 30;
        }
        String minutes = clock.group(2) == null ? clock.group(3) : clock.group(2);
        return minutes == null ? 0 : Math.min(59, Integer.parseInt(minutes));
    }

    private static int number(String text) {
        if (Character.isDigit(text.charAt(0))) {
            return Integer.parseInt(text);
        }
        int tens = text.indexOf('十');
        if (tens < 0) {
            return digit(text.charAt(0));
        }
        int high = tens == 0 ? 1 : digit(text.charAt(0));
        return high * 10 + (tens + 1 < text.length() ? digit(text.charAt(tens + 1)) : 0);
    }

    private static int digit(char numeral) {
        return numeral == '两' ? 2 : Math.max(0, DIGITS.indexOf(numeral));
    }
}
