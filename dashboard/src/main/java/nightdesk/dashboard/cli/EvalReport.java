package nightdesk.dashboard.cli;

import java.util.List;
import nightdesk.nlp.LabelCounts;
import nightdesk.nlp.Scored;

/** The figures as one page of HTML that needs nothing else. */
final class EvalReport {
    private static final String HEAD =
            "<!doctype html><html lang=\"zh\"><meta charset=\"utf-8\"><title>Nightdesk 评测</title>"
                    + "<style>body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
                    + "table{border-collapse:collapse;margin:.5rem 0 1.5rem}td,th{border:1px solid #ccc;padding:.2rem .6rem;text-align:left}"
                    + "th{background:#f4f4f4}td:nth-child(n+2){font-variant-numeric:tabular-nums}small{color:#666}</style>"
                    + "<h1>Nightdesk 评测</h1>";

    private EvalReport() {}

    static String html(List<EvalCommand.FileScore> scores, int worst) {
        StringBuilder html = new StringBuilder(HEAD);
        scores.forEach(score -> section(html, score, worst));
        return html.append("</html>\n").toString();
    }

    private static void section(StringBuilder html, EvalCommand.FileScore score, int worst) {
        Scored scored = score.scored();
        html.append("<h2>")
                .append(escaped(scored.name() + " · " + score.file()))
                .append("</h2><p><small>");
        html.append(escaped(scored.rows() + " rows · " + scored.versions())).append("</small></p>");
        List<List<String>> figures = scored.figures().stream()
                .map(figure -> List.of(figure.name(), LabelCounts.percent(figure.value()), figure.detail()))
                .toList();
        table(html, new Scored.Table("figures", List.of("figure", "value", "counts"), figures));
        scored.tables().forEach(table -> table(html, table));
        if (worst > 0 && !scored.worst().isEmpty()) {
            html.append("<h3>worst</h3><ol>");
            scored.worst().stream()
                    .limit(worst)
                    .forEach(line -> html.append("<li>").append(escaped(line)).append("</li>"));
            html.append("</ol>");
        }
    }

    private static void table(StringBuilder html, Scored.Table table) {
        html.append("<h3>").append(escaped(table.title())).append("</h3><table><tr>");
        table.head().forEach(cell -> html.append("<th>").append(escaped(cell)).append("</th>"));
        html.append("</tr>");
        for (List<String> row : table.rows()) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td>").append(escaped(cell)).append("</td>"));
            html.append("</tr>");
        }
        html.append("</table>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
