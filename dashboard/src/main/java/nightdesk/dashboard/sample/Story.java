package nightdesk.dashboard.sample;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How one patient's chat goes.
 *
 * @param name what it shows
 * @param weight how often, beside the others
 * @param seasons when it happens; empty = all year
 * @param beforeNewYear whether it happens only in the weeks before 春节
 * @param treatments what it is about; empty = anything
 * @param exchanges in order
 */
record Story(
        String name,
        double weight,
        List<Season> seasons,
        boolean beforeNewYear,
        List<String> treatments,
        List<Exchange> exchanges) {

    /** One side's turn: who, and the lists its messages come from. */
    record Turn(char speaker, List<String> lists) {}

    /** Turns that follow one another, after a pause, if chance has it. */
    record Exchange(Duration pause, double probability, List<Turn> turns) {}

    double weightOn(LocalDate day) {
        boolean happens = beforeNewYear
                ? SpringFestival.isNear(day)
                : seasons.isEmpty() || seasons.stream().anyMatch(season -> season.holds(day));
        return happens ? weight : 0;
    }

    boolean isAbout(Treatment treatment) {
        return treatments.isEmpty() || treatments.contains(treatment.name());
    }

    /** Reads {@code stories.txt}. */
    static List<Story> parse(List<String> lines) {
        List<Story> stories = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("story ")) {
                stories.add(head(line.split(" ")));
            } else if (!line.startsWith("#") && !line.isBlank()) {
                stories.getLast().exchanges().add(exchange(line));
            }
        }
        return List.copyOf(stories);
    }

    private static Story head(String[] words) {
        String when = words.length > 3 && !words[3].equals("always") ? words[3] : "";
        List<String> treatments = words.length > 4 ? List.of(words[4].split("\\|")) : List.of();
        boolean beforeNewYear = when.equals("cny");
        List<Season> seasons = beforeNewYear ? List.of() : Season.parse(when);
        return new Story(words[1], Double.parseDouble(words[2]), seasons, beforeNewYear, treatments, new ArrayList<>());
    }

    private static Exchange exchange(String line) {
        String rest = line;
        Duration pause = Duration.ZERO;
        if (rest.startsWith("+")) {
            pause = pause(rest.substring(1, rest.indexOf(' ')));
            rest = rest.substring(rest.indexOf(' ') + 1);
        }
        int space = rest.indexOf(' ');
        double probability = Double.parseDouble(rest.substring(0, space));
        List<Turn> turns = Arrays.stream(rest.substring(space + 1).split(" > "))
                .map(Story::turn)
                .toList();
        return new Exchange(pause, probability, turns);
    }

    private static Duration pause(String text) {
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        return text.endsWith("d") ? Duration.ofDays(count) : Duration.ofHours(count);
    }

    private static Turn turn(String text) {
        return new Turn(text.charAt(0), List.of(text.substring(2).split(" / ")));
    }
}
