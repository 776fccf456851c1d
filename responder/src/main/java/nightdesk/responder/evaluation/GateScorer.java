package nightdesk.responder.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import nightdesk.nlp.LabelCounts;
import nightdesk.nlp.Scored;
import nightdesk.nlp.Scorer;
import nightdesk.responder.ComplianceGate;
import nightdesk.responder.ComplianceGate.Verdict;
import tools.jackson.databind.JsonNode;

/** Compares the gate's verdicts and categories with the labels. A forbidden sentence let through is the worst. */
final class GateScorer implements Scorer {
    private final ComplianceGate gate;

    private record Judged(JsonNode row, Verdict want, Verdict got, Set<String> found) {
        boolean right() {
            return want == got;
        }

        boolean forbidden() {
            return want != Verdict.ALLOW;
        }

        boolean stopped() {
            return got != Verdict.ALLOW;
        }

        Set<String> categories() {
            Set<String> categories = new LinkedHashSet<>();
            row.path("categories").forEach(node -> categories.add(node.asString()));
            return categories;
        }

        String line() {
            return row.path("id").asString() + " " + row.path("text").asString() + " ← " + got + " not " + want + " "
                    + found;
        }
    }

    GateScorer(ComplianceGate gate) {
        this.gate = gate;
    }

    @Override
    public String name() {
        return "adlaw";
    }

    @Override
    public boolean fits(JsonNode row) {
        return row.has("text") && row.has("verdict") && row.has("categories");
    }

    @Override
    public Scored score(List<JsonNode> rows) {
        List<Judged> judged = rows.stream().map(this::judge).toList();
        LabelCounts verdicts = new LabelCounts();
        LabelCounts categories = new LabelCounts();
        judged.forEach(one -> {
            verdicts.add(Set.of(one.want().name()), Set.of(one.got().name()));
            categories.add(one.categories(), one.found());
        });
        List<Scored.Figure> figures = new ArrayList<>();
        figures.add(share("forbidden-stopped", judged, Judged::forbidden, Judged::stopped));
        figures.add(share("block-blocked", judged, one -> one.want() == Verdict.BLOCK, Judged::right));
        figures.add(share("lawful-passed", judged, one -> !one.forbidden(), one -> !one.stopped()));
        figures.add(share("verdict", judged, one -> true, Judged::right));
        figures.add(categories.f1("categories"));
        List<String> worst = new ArrayList<>();
        judged.stream()
                .filter(one -> !one.right() && !one.stopped())
                .map(Judged::line)
                .forEach(worst::add);
        judged.stream()
                .filter(one -> !one.right() && one.stopped())
                .map(Judged::line)
                .forEach(worst::add);
        return new Scored(
                name(),
                rows.size(),
                "the rule pack that ships",
                figures,
                List.of(verdicts.table("verdicts"), categories.table("categories")),
                worst);
    }

    private Judged judge(JsonNode row) {
        ComplianceGate.Check check = gate.check(row.path("text").asString());
        Set<String> found = new LinkedHashSet<>();
        check.sentences().forEach(sentence -> sentence.findings().forEach(finding -> found.add(finding.category())));
        Verdict want = Verdict.valueOf(row.path("verdict").asString().toUpperCase(Locale.ROOT));
        return new Judged(row, want, check.verdict(), found);
    }

    private static Scored.Figure share(
            String name, List<Judged> judged, Predicate<Judged> among, Predicate<Judged> which) {
        int whole = (int) judged.stream().filter(among).count();
        int part = (int) judged.stream().filter(among.and(which)).count();
        return new Scored.Figure(name, LabelCounts.ratio(part, whole), part + " of " + whole);
    }
}
