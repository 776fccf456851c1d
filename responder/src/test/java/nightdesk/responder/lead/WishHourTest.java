package nightdesk.responder.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZonedDateTime;
import nightdesk.responder.night.TestDesk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishHourTest {
    /** Tuesday evening, 22:14 in Shanghai. */
    private static final Instant EVENING = Instant.parse("2026-06-02T14:14:00Z");

    @ParameterizedTest
    @CsvSource({
        "下午, 2026-06-03T14:00",
        "明天下午, 2026-06-03T14:00",
        "后天上午, 2026-06-04T09:30",
        "周六上午十点, 2026-06-06T10:00",
        "下午三点半, 2026-06-03T15:30",
        "tomorrow after 3pm, 2026-06-03T15:00",
        "8点半, 2026-06-03T09:00",
        "随时, 2026-06-03T09:00"
    })
    void promisesTheWishedHour_orTheFirstOfTheMorning(String words, String from) {
        assertThat(WishHour.promise(words, EVENING, TestDesk.CALENDAR).from())
                .isEqualTo(
                        ZonedDateTime.parse(from + ":00+08:00[Asia/Shanghai]").toInstant());
    }

    /** 01:20 on Wednesday: the one who asks has not slept yet. */
    @ParameterizedTest
    @CsvSource({
        "明早十点, 2026-06-03T10:00",
        "明天下午, 2026-06-03T14:00",
        "今天下午, 2026-06-03T14:00",
        "后天上午, 2026-06-04T09:30",
        "大后天上午, 2026-06-05T09:30",
        "明早八点半, 2026-06-03T09:00",
        "周三下午, 2026-06-03T14:00"
    })
    void inTheSmallHours_tomorrowIsTheDayAfterTheComingSleep(String words, String from) {
        assertThat(WishHour.promise(words, Instant.parse("2026-06-02T17:20:00Z"), TestDesk.CALENDAR)
                        .from())
                .isEqualTo(
                        ZonedDateTime.parse(from + ":00+08:00[Asia/Shanghai]").toInstant());
    }

    @Test
    void knowsAWishBeforeAnybodyIsThere() {
        assertThat(WishHour.isBeforeStaff("8点半", EVENING, TestDesk.CALENDAR)).isTrue();
        assertThat(WishHour.isBeforeStaff("下午", EVENING, TestDesk.CALENDAR)).isFalse();
        assertThat(WishHour.isBeforeStaff(null, EVENING, TestDesk.CALENDAR)).isFalse();
    }
}
