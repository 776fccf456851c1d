package nightdesk.ingest.crm;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as hospital systems and Excel write them. */
final class CrmTimes {
    private static final Pattern WRITTEN = Pattern.compile(
            "(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?(?:[T\\s]+(\\d{1,2})[:：时](\\d{1,2})(?:[:：分](\\d{1,2}))?(?:\\.\\d+)?秒?分?)?");
    private static final Pattern COMPACT = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");

    private CrmTimes() {}

    /** Returns the instant; a date alone is its beginning in this zone; empty when it is none. */
    static Optional<Instant> instant(String written, ZoneId zone) {
        try {
            Matcher matcher = WRITTEN.matcher(written.strip());
            if (matcher.matches()) {
                return Optional.of(LocalDateTime.of(
                                number(matcher, 1),
                                number(matcher, 2),
                                number(matcher, 3),
                                number(matcher, 4),
                                number(matcher, 5),
                                number(matcher, 6))
                        .atZone(zone)
                        .toInstant());
            }
            Matcher compact = COMPACT.matcher(written.strip());
            if (compact.matches()) {
                return date(written).map(day -> day.atStartOfDay(zone).toInstant());
            }
            return Optional.of(OffsetDateTime.parse(written.strip()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns the date; empty when it is none. */
    static Optional<LocalDate> date(String written) {
        try {
            for (Pattern pattern : new Pattern[] {WRITTEN, COMPACT}) {
                Matcher matcher = pattern.matcher(written.strip());
                if (matcher.matches()) {
                    return Optional.of(LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3)));
                }
            }
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
