package nightdesk.nlp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts labels expected and found, of all rows together (micro) and of each label. */
public final class LabelCounts {
    private final Map<String, int[]> byLabel = new TreeMap<>();

    /** Counts one row. */
    public void add(Collection<String> expected, Collection<String> found) {
        Set<String> all = new LinkedHashSet<>(expected);
        all.addAll(found);
        for (String label : all) {
            int[] counts = byLabel.computeIfAbsent(label, any -> new int[3]);
            boolean wanted = expected.contains(label);
            boolean got = found.contains(label);
            counts[wanted && got ? 0 : got ? 1 : 2]++;
        }
    }

    /** Returns the harmonic mean of precision and recall over all labels of all rows; 1 when there was none. */
    public Scored.Figure f1(String name) {
        int[] sum = sum();
        return new Scored.Figure(
                name,
                f1(sum),
                "P " + percent(ratio(sum[0], sum[0] + sum[1])) + " R " + percent(ratio(sum[0], sum[0] + sum[2])) + " ("
                        + sum[0] + " right, " + sum[1] + " too many, " + sum[2] + " missed)");
    }

    /** Returns precision, recall and F1 of each label. */
    public Scored.Table table(String title) {
        List<List<String>> rows = new ArrayList<>();
        byLabel.forEach((label, counts) -> rows.add(List.of(
                label,
                String.valueOf(counts[0] + counts[2]),
                percent(ratio(counts[0], counts[0] + counts[1])),
                percent(ratio(counts[0], counts[0] + counts[2])),
                percent(f1(counts)))));
        rows.sort((a, b) -> Integer.compare(Integer.parseInt(b.get(1)), Integer.parseInt(a.get(1))));
        return new Scored.Table(title, List.of("label", "rows", "precision", "recall", "F1"), rows);
    }

    /** Writes a share as a percentage with one decimal. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    /** Divides; nothing of nothing is all. */
    public static double ratio(int part, int whole) {
        return whole == 0 ? 1 : (double) part / whole;
    }

    private int[] sum() {
        int[] sum = new int[3];
        byLabel.values().forEach(counts -> {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += counts[i];
            }
        });
        return sum;
    }

    private static double f1(int[] counts) {
        return ratio(2 * counts[0], 2 * counts[0] + counts[1] + counts[2]);
    }
}
