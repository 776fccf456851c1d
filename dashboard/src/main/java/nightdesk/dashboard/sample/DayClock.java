package nightdesk.dashboard.sample;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;

/** When things are said: patients mostly in the evening and at noon, staff from 9:30 to 20:30. */
final class DayClock {
    private static final LocalTime OPENS = LocalTime.of(9, 30);
    private static final LocalTime CLOSES = LocalTime.of(20, 30);
    private static final List<Span> PATIENTS = List.of(
            new Span(0, 120, 4),
            new Span(510, 720, 17),
            new Span(720, 840, 18),
            new Span(840, 1080, 21),
            new Span(1080, 1230, 14),
            new Span(1230, 1439, 26));

    private final Dice dice;
    private LocalDateTime now;

    private record Span(int from, int to, int weight) {}

    DayClock(LocalDate day, Dice dice) {
        this.dice = dice;
        this.now = day.atStartOfDay();
        startsOver();
    }

    LocalDateTime now() {
        return now;
    }

    /** A pause of days leads to another time of day, a pause of hours does not. */
    void pauses(Duration pause) {
        now = now.plus(pause);
        if (pause.toDays() > 0) {
            now = now.plusDays(dice.between(0, (int) (pause.toDays() / 4)));
            startsOver();
        }
    }

    LocalDateTime patientSpeaks() {
        now = now.plusSeconds(dice.between(25, 1_200));
        return now;
    }

    LocalDateTime sameSpeakerGoesOn() {
        now = now.plusSeconds(dice.between(4, 40));
        return now;
    }

    /** Staff answer within half an hour, or when they are back. */
    LocalDateTime staffSpeaks() {
        now = now.plusSeconds(dice.between(40, 1_500));
        LocalTime time = now.toLocalTime();
        if (time.isBefore(OPENS)) {
            now = now.toLocalDate().atTime(OPENS).plusSeconds(dice.between(0, 4_000));
        } else if (time.isAfter(CLOSES)) {
            now = now.toLocalDate().plusDays(1).atTime(OPENS).plusSeconds(dice.between(0, 4_000));
        }
        return now;
    }

    private void startsOver() {
        Span span = dice.pick(PATIENTS, Span::weight);
        now = now.toLocalDate()
                .atStartOfDay()
                .plusMinutes(dice.between(span.from(), span.to()))
                .plusSeconds(dice.between(0, 59));
    }
}
