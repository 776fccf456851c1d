package nightdesk.dashboard.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import nightdesk.ingest.Json;
import nightdesk.nlp.LabelCounts;
import nightdesk.nlp.NlpEvaluationModule;
import nightdesk.nlp.Scored;
import nightdesk.nlp.Scorer;
import nightdesk.responder.ResponderEvaluationModule;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** {@code eval DIR}: measures on labelled rows; which ability a file measures is told by the fields of its rows. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"用带标注的 JSONL 测量分诊、理解和广告法把关；按字段识别测什么，不启动服务。", ""},
        exitCodeListHeading = "%n退出码：%n",
        exitCodeList = {"0:测完，各项达到 --min", "1:有一项低于 --min", "2:读不出，或没有认识的文件", "64:参数有误"},
        footer = {
            "",
            "例：java -jar nightdesk.jar eval ./eval --report eval.html --min triage.emergency-recall=1 --min understanding.intents=0.88"
        })
final class EvalCommand implements Callable<Integer> {
    private static final int LOW = 1;
    private static final int UNREADABLE = 2;
    private static final int SHOWN = 10;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "带标注的 JSONL 所在的文件夹，或一个文件")
    @SuppressWarnings("NullAway.Init")
    private Path from;

    @Option(names = "--report", paramLabel = "FILE", description = "把报告写成 HTML")
    private @Nullable Path report;

    @Option(names = "--min", paramLabel = "NAME=VALUE", description = "某项至少要到多少（0–1），可重复；名字是 <集>.<项>")
    private Map<String, Double> least = new LinkedHashMap<>();

    @Option(names = "--worst", paramLabel = "N", defaultValue = "10", description = "每个文件列出几条最差的；默认 ${DEFAULT-VALUE}")
    private int worst = SHOWN;

    /** One file's figures. */
    record FileScore(String file, Scored scored) {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<FileScore> scores;
        try (AnnotationConfigApplicationContext context =
                new AnnotationConfigApplicationContext(NlpEvaluationModule.class, ResponderEvaluationModule.class)) {
            scores = scores(List.copyOf(context.getBeansOfType(Scorer.class).values()), err);
        } catch (IOException | UncheckedIOException | JacksonException e) {
            err.println(from + "：读不出：" + e.getMessage());
            return UNREADABLE;
        }
        if (scores.isEmpty()) {
            err.println(from + "：没有认识的标注文件；认识的有 triage（text, level, signals）、"
                    + "understanding（text, intents, lead_strength）、adlaw（text, verdict, categories）");
            return UNREADABLE;
        }
        scores.forEach(score -> print(score, out));
        if (report != null) {
            write(report, EvalReport.html(scores, worst));
        }
        return low(scores, err) ? LOW : 0;
    }

    private List<FileScore> scores(List<Scorer> scorers, PrintWriter err) throws IOException {
        List<FileScore> scores = new ArrayList<>();
        for (Path file : files()) {
            List<JsonNode> rows = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    rows.add(Json.MAPPER.readTree(line));
                }
            }
            List<Scorer> fitting = scorers.stream()
                    .filter(scorer -> !rows.isEmpty() && rows.stream().allMatch(scorer::fits))
                    .toList();
            if (fitting.isEmpty()) {
                err.println(file.getFileName() + "：跳过，字段不是认识的标注");
            }
            String name = String.valueOf(file.getFileName());
            fitting.forEach(scorer -> scores.add(new FileScore(name, scorer.score(rows))));
        }
        return scores;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(from)) {
            return List.of(from);
        }
        try (Stream<Path> files = Files.list(from)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private void print(FileScore score, PrintWriter out) {
        Scored scored = score.scored();
        out.println(
                "== " + score.file() + " · " + scored.name() + " · " + scored.rows() + " rows · " + scored.versions());
        scored.figures()
                .forEach(figure -> out.println("  " + padded(scored.name() + "." + figure.name(), 34)
                        + padded(LabelCounts.percent(figure.value()), 8) + figure.detail()));
        scored.tables().forEach(table -> {
            out.println("  -- " + table.title());
            out.println("     " + String.join("\t", table.head()));
            table.rows().forEach(row -> out.println("     " + String.join("\t", row)));
        });
        scored.worst().stream().limit(worst).forEach(line -> out.println("  ✗ " + line));
        out.println();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    private boolean low(List<FileScore> scores, PrintWriter err) {
        boolean low = false;
        for (Map.Entry<String, Double> threshold : least.entrySet()) {
            List<Scored.Figure> figures = scores.stream()
                    .flatMap(score -> score.scored().figures().stream()
                            .filter(figure ->
                                    threshold.getKey().equals(score.scored().name() + "." + figure.name())))
                    .toList();
            boolean missed =
                    figures.isEmpty() || figures.stream().anyMatch(figure -> figure.value() < threshold.getValue());
            if (missed) {
                err.println(threshold.getKey() + "：要求至少 " + threshold.getValue() + "，测得 "
                        + figures.stream()
                                .map(figure -> LabelCounts.percent(figure.value()))
                                .toList());
            }
            low |= missed;
        }
        return low;
    }

    private static void write(Path file, String html) {
        try {
            Files.writeString(file, html);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
