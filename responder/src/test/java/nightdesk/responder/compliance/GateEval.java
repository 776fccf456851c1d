package nightdesk.responder.compliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import nightdesk.ingest.Json;
import nightdesk.responder.ComplianceGate;
import nightdesk.responder.ComplianceGate.Verdict;
import tools.jackson.databind.JsonNode;

/** Measures the gate on a labelled file: {@code GateEval adlaw.jsonl knowledge.jsonl [rules.txt]}. */
final class GateEval {

    private record Judged(
            String id,
            String text,
            Verdict want,
            Set<String> categories,
            Verdict got,
            Set<String> found,
            String spans) {
        boolean stopped() {
            return got != Verdict.ALLOW;
        }

        boolean forbidden() {
            return want != Verdict.ALLOW;
        }
    }

    private GateEval() {}

    public static void main(String[] args) throws IOException {
        GateRules rules = args.length > 2
                ? GateRules.parse(Files.readAllLines(Path.of(args[2])))
                : GateRules.load("/compliance/rules.txt");
        System.out.println(report(Path.of(args[0]), Path.of(args[1]), new RuleGate(rules)));
    }

    static String report(Path labelled, Path knowledge, ComplianceGate gate) throws IOException {
        List<Judged> rows = new ArrayList<>();
        for (String line : Files.readAllLines(labelled)) {
            rows.add(judge(Json.MAPPER.readTree(line), gate));
        }
        StringBuilder out = new StringBuilder();
        rows.stream()
                .filter(row -> row.want() != row.got())
                .map(row -> row.want() + " → " + row.got() + " " + row.id() + " " + row.text() + " " + row.categories()
                        + " " + row.spans())
                .sorted()
                .forEach(line -> out.append(line).append('\n'));
        rows.stream()
                .filter(row -> row.want() == row.got() && !row.categories().equals(row.found()))
                .map(row ->
                        "categories " + row.id() + " " + row.text() + " want " + row.categories() + " " + row.spans())
                .forEach(line -> out.append(line).append('\n'));
        for (String line : Files.readAllLines(knowledge)) {
            JsonNode item = Json.MAPPER.readTree(line);
            ComplianceGate.Check check = gate.check(item.path("answer").asString());
            if (check.verdict() != Verdict.ALLOW) {
                out.append("knowledge ")
                        .append(item.path("id").asString())
                        .append(' ')
                        .append(spans(check))
                        .append(' ')
                        .append(item.path("answer").asString())
                        .append('\n');
            }
        }
        out.append(categories(rows));
        long stopped = count(rows, row -> row.forbidden() && row.stopped());
        return out.append("gate: forbidden sentences stopped " + stopped + "/" + count(rows, Judged::forbidden))
                .append("; block as block "
                        + count(rows, row -> row.want() == Verdict.BLOCK && row.got() == Verdict.BLOCK) + "/"
                        + count(rows, row -> row.want() == Verdict.BLOCK))
                .append("; lawful let through "
                        + count(rows, row -> !row.forbidden() && !row.stopped()) + "/"
                        + count(rows, row -> !row.forbidden()))
                .append("; verdict right " + count(rows, row -> row.want() == row.got()) + "/" + rows.size())
                .append("; same categories "
                        + count(rows, row -> row.categories().equals(row.found())) + "/" + rows.size())
                .toString();
    }

    private static String categories(List<Judged> rows) {
        TreeMap<String, int[]> counts = new TreeMap<>();
        for (Judged row : rows) {
            Set<String> all = new TreeSet<>(row.categories());
            all.addAll(row.found());
            for (String category : all) {
                int[] count = counts.computeIfAbsent(category, any -> new int[3]);
                count[0] += row.categories().contains(category) && row.found().contains(category) ? 1 : 0;
                count[1] += row.categories().contains(category) ? 1 : 0;
                count[2] += row.found().contains(category) ? 1 : 0;
            }
        }
        StringBuilder out = new StringBuilder();
        counts.forEach((category, n) -> out.append(
                String.format(Locale.ROOT, "%-20s recall %d/%d precision %d/%d%n", category, n[0], n[1], n[0], n[2])));
        return out.toString();
    }

    private static Judged judge(JsonNode row, ComplianceGate gate) {
        String text = row.path("text").asString();
        ComplianceGate.Check check = gate.check(text);
        Set<String> categories = new TreeSet<>();
        row.path("categories").forEach(node -> categories.add(node.asString()));
        Set<String> found = new TreeSet<>();
        check.sentences().forEach(sentence -> sentence.findings().forEach(finding -> found.add(finding.category())));
        return new Judged(
                row.path("id").asString(),
                text,
                Verdict.valueOf(row.path("verdict").asString().toUpperCase(Locale.ROOT)),
                categories,
                check.verdict(),
                found,
                spans(check));
    }

    private static String spans(ComplianceGate.Check check) {
        List<String> spans = new ArrayList<>();
        check.sentences()
                .forEach(sentence ->
                        sentence.findings().forEach(finding -> spans.add(finding.category() + "=" + finding.span())));
        return spans.toString();
    }

    private static long count(List<Judged> rows, Predicate<Judged> which) {
        return rows.stream().filter(which).count();
    }
}
