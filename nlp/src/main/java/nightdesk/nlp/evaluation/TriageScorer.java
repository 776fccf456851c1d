package nightdesk.nlp.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import nightdesk.nlp.LabelCounts;
import nightdesk.nlp.Scored;
import nightdesk.nlp.Scorer;
import nightdesk.nlp.Triage;
import nightdesk.nlp.Triage.Level;
import tools.jackson.databind.JsonNode;

/** Compares levels and signals of danger with the labels. A missed emergency is the worst there is. */
final class TriageScorer implements Scorer {
    private final Triage triage;
    private final String versions;

    private record Judged(JsonNode row, Level want, Triage.Verdict verdict) {
        Level got() {
            return verdict.level();
        }

        boolean right() {
            return want == got();
        }

        boolean dangerous() {
            return want.compareTo(Level.URGENT) >= 0;
        }

        boolean alarmed() {
            return got().compareTo(Level.URGENT) >= 0;
        }

        boolean signalled() {
            return Rows.texts(row.path("signals")).stream().anyMatch(verdict.signals()::contains);
        }

        int badness() {
            int side = want == Level.EMERGENCY ? 2 : 0;
            return side + (dangerous() == alarmed() ? 0 : 1);
        }

        String line() {
            return row.path("id").asString() + " " + row.path("text").asString().replace('\n', ' ') + " ← "
                    + got().code() + " not " + want.code() + " " + verdict.because();
        }
    }

    TriageScorer(Triage triage, String versions) {
        this.triage = triage;
        this.versions = versions;
    }

    @Override
    public String name() {
        return "triage";
    }

    @Override
    public boolean fits(JsonNode row) {
        return row.has("text") && row.has("level") && row.has("signals");
    }

    @Override
    public Scored score(List<JsonNode> rows) {
        List<Judged> judged = rows.stream().map(this::judge).toList();
        LabelCounts levels = new LabelCounts();
        LabelCounts signals = new LabelCounts();
        judged.forEach(one -> {
            levels.add(Set.of(one.want().code()), Set.of(one.got().code()));
            signals.add(
                    new LinkedHashSet<>(Rows.texts(one.row().path("signals"))),
                    one.verdict().signals());
        });
        List<String> worst = judged.stream()
                .filter(one -> !one.right())
                .sorted(Comparator.comparingInt(Judged::badness).reversed())
                .map(Judged::line)
                .toList();
        return new Scored(
                name(),
                rows.size(),
                versions,
                figures(judged),
                List.of(levels.table("levels"), confusion(judged), signals.table("signals")),
                worst);
    }

    private Judged judge(JsonNode row) {
        Level want = Level.valueOf(row.path("level").asString().toUpperCase(Locale.ROOT));
        return new Judged(row, want, triage.judge(row.path("text").asString(), Rows.texts(row.path("context"))));
    }

    private static List<Scored.Figure> figures(List<Judged> judged) {
        Predicate<Judged> emergency = one -> one.want() == Level.EMERGENCY;
        Predicate<Judged> none = one -> one.want() == Level.NONE;
        return List.of(
                share("emergency-recall", judged, emergency, Judged::right),
                share("emergency-precision", judged, one -> one.got() == Level.EMERGENCY, Judged::right),
                share("danger-recall", judged, Judged::dangerous, Judged::alarmed),
                share("none-calm", judged, none, one -> !one.alarmed()),
                share("level", judged, one -> true, Judged::right),
                share("signal", judged, Judged::dangerous, Judged::signalled));
    }

    private static Scored.Figure share(
            String name, List<Judged> judged, Predicate<Judged> among, Predicate<Judged> which) {
        int whole = (int) judged.stream().filter(among).count();
        int part = (int) judged.stream().filter(among.and(which)).count();
        return new Scored.Figure(name, LabelCounts.ratio(part, whole), part + " of " + whole);
    }

    private static Scored.Table confusion(List<Judged> judged) {
        List<String> head = new ArrayList<>(List.of("is \\ judged"));
        List<List<String>> rows = new ArrayList<>();
        for (Level want : Level.values()) {
            head.add(want.code());
            List<String> row = new ArrayList<>(List.of(want.code()));
            for (Level got : Level.values()) {
                row.add(String.valueOf(judged.stream()
                        .filter(one -> one.want() == want && one.got() == got)
                        .count()));
            }
            rows.add(row);
        }
        return new Scored.Table("confusion", head, rows);
    }
}
