package nightdesk.responder.night;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which lines of a patient are one question. A burst closes after the quiet time of the settings; a line that looks as
 * if more will follow (a greeting, a statement) holds it open for the longer one.
 *
 * @param quiet the quiet time after a complete question
 * @param unfinished the quiet time after any other line, at least {@code quiet}
 */
public record Bursts(Duration quiet, Duration unfinished) {

    public Bursts {
        unfinished = unfinished.compareTo(quiet) < 0 ? quiet : unfinished;
    }

    /** Returns how long to wait after this line. */
    public Duration quietAfter(Turn line) {
        return isComplete(line) ? quiet : unfinished;
    }

    private static boolean isComplete(Turn line) {
        String text = PatientWords.plain(line.text());
        return line.isWords()
                && !PatientWords.isGreeting(text)
                && (PatientWords.asks(text)
                        || PatientWords.wantsHuman(text)
                        || PatientWords.namesBodilyHarm(text)
                        || PatientWords.wantsDeletion(text)
                        || PatientWords.cancels(text));
    }

    /** Returns the turns cut where the patient was quiet long enough, or where somebody else spoke. */
    public List<List<Turn>> cut(List<Turn> turns) {
        List<List<Turn>> bursts = new ArrayList<>();
        for (Turn turn : turns) {
            if (!bursts.isEmpty() && continues(bursts.getLast(), turn)) {
                bursts.getLast().add(turn);
            } else {
                bursts.add(new ArrayList<>(List.of(turn)));
            }
        }
        return bursts;
    }

    private boolean continues(List<Turn> burst, Turn turn) {
        Turn last = burst.getLast();
        return last.isPatients() && turn.isPatients() && !turn.at().isAfter(closes(last));
    }

    /** Returns when a burst that ends with this line closes. */
    public Instant closes(Turn line) {
        return line.at().plus(quietAfter(line));
    }
}
