package nightdesk.nlp.triage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import nightdesk.ingest.Json;
import nightdesk.nlp.Triage;
import nightdesk.nlp.Triage.Level;
import tools.jackson.databind.JsonNode;

/** Measures triage on a labelled file: {@code TriageEval triage.jsonl [rules.txt]}. */
final class TriageEval {

    private record Judged(String id, String text, Level want, List<String> signals, Triage.Verdict got) {
        boolean right() {
            return want == got.level();
        }

        boolean dangerous() {
            return want == Level.EMERGENCY || want == Level.URGENT;
        }

        boolean alarmed() {
            return got.level() == Level.EMERGENCY || got.level() == Level.URGENT;
        }

        boolean signalled() {
            return signals.stream().anyMatch(got.signals()::contains);
        }
    }

    private TriageEval() {}

    public static void main(String[] args) throws IOException {
        RulePack pack = args.length > 1
                ? RulePack.parse(Files.readAllLines(Path.of(args[1])))
                : RulePack.load("/triage/rules.txt");
        System.out.println(report(Path.of(args[0]), new RuleTriage(pack)));
    }

    static String report(Path file, Triage triage) throws IOException {
        List<Judged> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            rows.add(judge(Json.MAPPER.readTree(line), triage));
        }
        StringBuilder out = new StringBuilder();
        rows.stream()
                .filter(row -> !row.right())
                .map(row -> row.want() + " → " + row.got().level() + " " + row.id() + " "
                        + row.text().replace('\n', '/') + " " + row.got().because())
                .sorted()
                .forEach(line -> out.append(line).append('\n'));
        long emergencies = count(rows, row -> row.want() == Level.EMERGENCY);
        long found = count(rows, row -> row.want() == Level.EMERGENCY && row.right());
        return out.append("triage: emergency recall " + found + "/" + emergencies)
                .append(", precision " + found + "/"
                        + count(rows, row -> row.got().level() == Level.EMERGENCY))
                .append("; none taken for urgent or worse "
                        + count(rows, row -> row.want() == Level.NONE && row.alarmed()) + "/"
                        + count(rows, row -> row.want() == Level.NONE))
                .append("; level right " + count(rows, Judged::right) + "/" + rows.size())
                .append("; a right signal " + count(rows, row -> row.dangerous() && row.signalled()) + "/"
                        + count(rows, Judged::dangerous))
                .toString();
    }

    private static Judged judge(JsonNode row, Triage triage) {
        String text = row.path("text").asString();
        return new Judged(
                row.path("id").asString(),
                text,
                Level.valueOf(row.path("level").asString().toUpperCase(Locale.ROOT)),
                texts(row.path("signals")),
                triage.judge(text, texts(row.path("context"))));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asString()));
        return texts;
    }

    private static long count(List<Judged> rows, Predicate<Judged> which) {
        return rows.stream().filter(which).count();
    }
}
