package nightdesk.dashboard.sample;

import java.time.LocalDate;
import java.time.MonthDay;

/** The sale or festival patients ask about on a day. */
final class Festival {
    private Festival() {}

    static String nextTo(LocalDate day) {
        MonthDay at = MonthDay.from(day);
        if (SpringFestival.isNear(day)) {
            return "年货节";
        }
        if (between(at, "--05-20", "--06-20")) {
            return "618";
        }
        if (between(at, "--10-15", "--11-13")) {
            return "双11";
        }
        return between(at, "--09-01", "--10-07") ? "国庆" : "会员日";
    }

    private static boolean between(MonthDay at, String from, String to) {
        return !at.isBefore(MonthDay.parse(from)) && !at.isAfter(MonthDay.parse(to));
    }
}
