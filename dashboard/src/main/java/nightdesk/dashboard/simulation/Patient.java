package nightdesk.dashboard.simulation;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A patient of the simulated night.
 *
 * @param name the nickname
 * @param at the time of the first line
 * @param lines what is said, in order
 */
record Patient(String name, LocalTime at, List<Line> lines) {
    private static final Duration BURST = Duration.ofSeconds(20);

    /** Returns the lines in bursts: lines of one side that follow one another within seconds. */
    List<List<Line>> bursts() {
        List<List<Line>> bursts = new ArrayList<>();
        for (Line line : lines) {
            boolean goesOn = !bursts.isEmpty()
                    && line.after().compareTo(BURST) < 0
                    && bursts.getLast().getLast().from() == line.from();
            if (!goesOn) {
                bursts.add(new ArrayList<>());
            }
            bursts.getLast().add(line);
        }
        return bursts;
    }

    Patient named(String newName) {
        return new Patient(newName, at, lines);
    }
}
