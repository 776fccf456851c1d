package nightdesk.nlp.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightdesk.nlp.LabelCounts;
import nightdesk.nlp.Scored;
import nightdesk.nlp.Scorer;
import nightdesk.nlp.Understanding;
import nightdesk.nlp.Understanding.Meaning;
import tools.jackson.databind.JsonNode;

/** Compares what was understood with the labels: each list as a set of labels, counted over all rows (micro). */
final class UnderstandingScorer implements Scorer {
    private static final String MENTION = ":mention";

    private final Understanding understanding;
    private final String versions;

    /** A row that went wrong, and in how many labels. */
    private record Miss(int labels, String line) {}

    UnderstandingScorer(Understanding understanding, String versions) {
        this.understanding = understanding;
        this.versions = versions;
    }

    @Override
    public String name() {
        return "understanding";
    }

    @Override
    public boolean fits(JsonNode row) {
        return row.has("text") && row.has("intents") && row.has("lead_strength");
    }

    @Override
    public Scored score(List<JsonNode> rows) {
        Counts counts = new Counts();
        rows.forEach(row ->
                counts.add(row, understanding.read(row.path("text").asString(), Rows.texts(row.path("context")))));
        return new Scored(name(), rows.size(), versions, counts.figures(rows.size()), counts.tables(), counts.worst());
    }

    /** The tallies of one run. */
    private static final class Counts {
        private final LabelCounts stances = new LabelCounts();
        private final LabelCounts demandedStances = new LabelCounts();
        private final LabelCounts treatments = new LabelCounts();
        private final LabelCounts demanded = new LabelCounts();
        private final LabelCounts brands = new LabelCounts();
        private final LabelCounts intents = new LabelCounts();
        private final LabelCounts complaints = new LabelCounts();
        private final LabelCounts bodyParts = new LabelCounts();
        private final LabelCounts concerns = new LabelCounts();
        private final LabelCounts facts = new LabelCounts();
        private final LabelCounts leads = new LabelCounts();
        private final List<Miss> misses = new ArrayList<>();
        private int rightLeads;

        void add(JsonNode row, Meaning got) {
            List<String> differences = new ArrayList<>();
            Set<String> wantStances = Rows.stances(row.path("treatments"));
            Set<String> gotStances = new LinkedHashSet<>();
            got.treatments()
                    .forEach(wanted ->
                            gotStances.add(wanted.name() + ":" + wanted.stance().code()));
            compare("treatments", wantStances, gotStances, stances, differences);
            demandedStances.add(withoutMentions(wantStances), withoutMentions(gotStances));
            treatments.add(names(wantStances), names(gotStances));
            demanded.add(names(withoutMentions(wantStances)), names(withoutMentions(gotStances)));
            compare("brands", Rows.set(row.path("brands")), Set.copyOf(got.brands()), brands, differences);
            compare("intents", Rows.set(row.path("intents")), Set.copyOf(got.intents()), intents, differences);
            Set<String> complaint = row.path("complaint").asBoolean() ? Set.of("complaint") : Set.of();
            compare("complaint", complaint, got.complaint() ? Set.of("complaint") : Set.of(), complaints, differences);
            lead(row.path("lead_strength").asInt(), got.leadStrength(), differences);
            bodyParts.add(Rows.set(row.path("body_parts")), got.bodyParts());
            concerns.add(Rows.alike(Rows.set(row.path("concerns")), got.concerns()), got.concerns());
            compare("facts", facts(row.path("facts")), facts(got.facts()), facts, differences);
            if (!differences.isEmpty()) {
                String line = row.path("id").asString() + " "
                        + row.path("text").asString().replace('\n', ' ') + " ← " + String.join("; ", differences);
                misses.add(new Miss(differences.size(), line));
            }
        }

        private static void compare(
                String field, Set<String> want, Set<String> got, LabelCounts counts, List<String> differences) {
            counts.add(want, got);
            if (!want.equals(got)) {
                differences.add(field + " " + got + " not " + want);
            }
        }

        private void lead(int want, int got, List<String> differences) {
            leads.add(Set.of(String.valueOf(want)), Set.of(String.valueOf(got)));
            if (want == got) {
                rightLeads++;
            } else {
                differences.add("lead " + got + " not " + want);
            }
        }

        private static Set<String> facts(JsonNode node) {
            Set<String> facts = new LinkedHashSet<>();
            node.properties()
                    .forEach(fact ->
                            facts.add(fact.getKey() + "=" + fact.getValue().asString()));
            return facts;
        }

        private static Set<String> facts(Map<String, Object> got) {
            Set<String> facts = new LinkedHashSet<>();
            got.forEach((key, value) -> facts.add(key + "=" + value));
            return facts;
        }

        private static Set<String> withoutMentions(Set<String> stances) {
            Set<String> kept = new LinkedHashSet<>(stances);
            kept.removeIf(stance -> stance.endsWith(MENTION));
            return kept;
        }

        private static Set<String> names(Set<String> stances) {
            Set<String> names = new LinkedHashSet<>();
            stances.forEach(stance -> names.add(stance.substring(0, stance.indexOf(':'))));
            return names;
        }

        List<Scored.Figure> figures(int rows) {
            return List.of(
                    stances.f1("treatments"),
                    demandedStances.f1("treatments-demanded"),
                    treatments.f1("names"),
                    demanded.f1("names-demanded"),
                    brands.f1("brands"),
                    intents.f1("intents"),
                    complaints.f1("complaint"),
                    new Scored.Figure("lead", LabelCounts.ratio(rightLeads, rows), rightLeads + " of " + rows),
                    bodyParts.f1("body-parts"),
                    concerns.f1("concerns"),
                    facts.f1("facts"));
        }

        List<Scored.Table> tables() {
            return List.of(
                    intents.table("intents"), leads.table("lead strength"), stances.table("treatments with stance"));
        }

        List<String> worst() {
            return misses.stream()
                    .sorted(Comparator.comparingInt(Miss::labels).reversed())
                    .map(Miss::line)
                    .toList();
        }
    }
}
