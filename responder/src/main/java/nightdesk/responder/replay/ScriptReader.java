package nightdesk.responder.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import nightdesk.ingest.ChatMessage;
import nightdesk.responder.NightReplay.ScriptedTurn;
import nightdesk.responder.night.Turn;

/** Reads a script: clock times become instants, a time earlier than the one before belongs to the next day. */
final class ScriptReader {
    private static final int MOST_TURNS = 500;

    private final ZoneId zone;
    private LocalDateTime last;

    ScriptReader(ZoneId zone, LocalDate firstDay) {
        this.zone = zone;
        this.last = firstDay.atStartOfDay();
    }

    /**
     * @throws IllegalArgumentException naming the turn that cannot be read
     */
    List<Turn> read(List<ScriptedTurn> script) {
        if (script.size() > MOST_TURNS) {
            throw new IllegalArgumentException("turns: met " + script.size() + ", expected at most " + MOST_TURNS);
        }
        List<Turn> turns = new ArrayList<>();
        for (ScriptedTurn turn : script) {
            turns.add(turn(turns.size(), turn));
        }
        return turns;
    }

    private Turn turn(int index, ScriptedTurn scripted) {
        String type =
                Objects.requireNonNullElse(scripted.type(), ChatMessage.TEXT).toLowerCase(Locale.ROOT);
        return Turn.of(
                from(index, scripted.from(), type),
                "turn-" + index,
                at(index, scripted.at()),
                type,
                Objects.requireNonNullElse(scripted.text(), ""));
    }

    private static Turn.From from(int index, String from, String type) {
        if (ChatMessage.EVENT.equals(type)) {
            return Turn.From.EVENT;
        }
        return switch (from) {
            case "patient" -> Turn.From.PATIENT;
            case "staff" -> Turn.From.STAFF;
            case "event" -> Turn.From.EVENT;
            default ->
                throw new IllegalArgumentException(
                        "turns[" + index + "].from: met '" + from + "', expected patient, staff or event");
        };
    }

    private Instant at(int index, String at) {
        try {
            last = at.indexOf('T') > 0 ? dateTime(at) : following(LocalTime.parse(at.length() == 4 ? "0" + at : at));
            return last.atZone(zone).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "turns[" + index + "].at: met '" + at + "', expected a time such as 22:14:03 or an ISO date-time",
                    e);
        }
    }

    private LocalDateTime dateTime(String at) {
        boolean hasOffset = at.endsWith("Z") || at.lastIndexOf('+') > 0 || at.lastIndexOf('-') > at.indexOf('T');
        return hasOffset ? OffsetDateTime.parse(at).atZoneSameInstant(zone).toLocalDateTime() : LocalDateTime.parse(at);
    }

    private LocalDateTime following(LocalTime time) {
        LocalDateTime sameDay = last.toLocalDate().atTime(time);
        return sameDay.isBefore(last) ? sameDay.plusDays(1) : sameDay;
    }
}
