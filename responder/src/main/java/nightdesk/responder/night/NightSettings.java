package nightdesk.responder.night;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The night desk's settings.
 *
 * @param windows when the AI answers, e.g. {@code 21:00-09:00}
 * @param weekendWindows the same on Saturday and Sunday; blank = as on any day
 * @param holidayWindows the same on public holidays; blank = as if it were none
 * @param weekdays the same on single days of the week, e.g. {@code monday: 00:00-24:00}
 * @param dates the same on single dates, e.g. {@code 2026-12-31: 00:00-10:00,15:00-24:00}
 * @param burstWindow the quiet time that closes a burst after a complete question
 * @param unfinishedWindow the quiet time after a greeting or a statement, which is rarely the last line
 * @param maxAge how old a message may be that still gets an answer
 * @param parallelism how many bursts are decided at once
 * @param decisionLease how long one decision may take before another worker may take the conversation over; longer than
 *     the language model's time limit times its tries
 */
@Validated
@ConfigurationProperties("nightdesk.night")
record NightSettings(
        @NotBlank @DefaultValue("21:00-09:00") String windows,
        @DefaultValue("") String weekendWindows,
        @DefaultValue("") String holidayWindows,
        @DefaultValue Map<DayOfWeek, String> weekdays,
        @DefaultValue Map<LocalDate, String> dates,
        @DefaultValue("PT3S") Duration burstWindow,
        @DefaultValue("PT10S") Duration unfinishedWindow,
        @DefaultValue("PT15M") Duration maxAge,
        @Min(1) @Max(16) @DefaultValue("2") int parallelism,
        @NotNull @DefaultValue("PT30S") Duration decisionLease) {}
