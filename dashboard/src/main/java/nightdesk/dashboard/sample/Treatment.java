package nightdesk.dashboard.sample;

import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is talked about: how often, when, and in which words.
 *
 * @param name the section's name
 * @param weight how often, beside the others
 * @param seasons when more or less
 * @param doublingDays after how many days it is named twice as often; 0 = it does not grow
 * @param words its wordings by list name: {@code t}, {@code brand}, {@code ask}, …
 */
record Treatment(String name, double weight, List<Season> seasons, int doublingDays, Map<String, List<String>> words) {
    private static final LocalDate TREND_FROM = LocalDate.of(2025, Month.OCTOBER, 1);
    private static final double TREND_LIMIT = 6;

    /** Reads all blocks of {@code treatments.txt}. */
    static List<Treatment> parse(List<String> lines) {
        List<Treatment> all = new ArrayList<>();
        Map<String, String> block = new HashMap<>();
        for (String line : lines) {
            if (line.startsWith("=") && !block.isEmpty()) {
                all.add(of(block));
                block.clear();
            }
            readInto(block, line.strip());
        }
        all.add(of(block));
        return List.copyOf(all);
    }

    private static void readInto(Map<String, String> block, String line) {
        if (line.startsWith("=")) {
            block.put("name", line.substring(1).strip());
        } else if (line.contains(":") && !line.startsWith("#")) {
            int colon = line.indexOf(':');
            block.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
    }

    private static Treatment of(Map<String, String> block) {
        Map<String, List<String>> words = new HashMap<>();
        block.forEach((key, value) -> words.put(key, List.of(value.split("\\|"))));
        return new Treatment(
                block.getOrDefault("name", ""),
                Double.parseDouble(block.getOrDefault("weight", "1")),
                Season.parse(block.getOrDefault("season", "")),
                Integer.parseInt(block.getOrDefault("trend", "0")),
                Map.copyOf(words));
    }

    /** Returns how often it is talked about on this day, beside the others. */
    double weightOn(LocalDate day) {
        return weight * Season.factor(seasons, day) * trend(day);
    }

    private double trend(LocalDate day) {
        if (doublingDays == 0) {
            return 1;
        }
        double doublings = (double) (day.toEpochDay() - TREND_FROM.toEpochDay()) / doublingDays;
        return Math.clamp(Math.pow(2, doublings), 0.1, TREND_LIMIT);
    }
}
