package nightdesk.responder.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nightdesk.ingest.Json;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.NightReplay.Outcome;
import nightdesk.responder.NightReplay.ScriptedTurn;
import nightdesk.responder.night.Bursts;
import nightdesk.responder.night.NightDesk;
import nightdesk.responder.night.Turn;
import tools.jackson.databind.JsonNode;

/** Plays the labelled nights and says which expectation each one misses. */
final class NightsEval {
    private final NightDesk desk;
    private final NightCalendar calendar;
    private final Bursts bursts = new Bursts(Duration.ofSeconds(3), Duration.ofSeconds(10));
    private final StringBuilder report = new StringBuilder();
    private int rows;
    private int met;

    NightsEval(NightDesk desk, NightCalendar calendar) {
        this.desk = desk;
        this.calendar = calendar;
    }

    static NightCalendar calendar() {
        return NightCalendar.of("20:30-09:30", ZoneId.of("Asia/Shanghai"));
    }

    int run(Path nights) throws IOException {
        for (String line : Files.readAllLines(nights)) {
            row(Json.MAPPER.readTree(line));
        }
        return met;
    }

    int rows() {
        return rows;
    }

    String report() {
        return met + " of " + rows + " nights meet every expectation\n" + report;
    }

    private void row(JsonNode row) {
        List<ScriptedTurn> script = new ArrayList<>();
        row.path("turns")
                .forEach(turn -> script.add(new ScriptedTurn(
                        turn.path("at").asString(),
                        turn.path("from").asString(),
                        turn.path("type").asString(),
                        turn.path("text").asString())));
        List<Turn> turns = new ScriptReader(calendar.zone(), LocalDate.of(2026, 6, 2)).read(script);
        VirtualNight night = new VirtualNight(desk, calendar, "静安");
        Outcome outcome = night.play(turns, bursts);
        List<String> missed = missed(row.path("expect"), outcome);
        rows++;
        met += missed.isEmpty() ? 1 : 0;
        if (!missed.isEmpty() || Boolean.getBoolean("nightdesk.eval.all")) {
            describe(row, turns, outcome, missed, night);
        }
    }

    private List<String> missed(JsonNode expect, Outcome outcome) {
        List<String> missed = new ArrayList<>();
        Set<String> used = outcome.messages().stream()
                .flatMap(message -> message.knowledge().stream())
                .collect(Collectors.toSet());
        expect.path("answered_kb")
                .forEach(id -> check(
                        missed,
                        used.contains(id.asString()),
                        "answered_kb " + id.asString() + " not in " + new TreeSet<>(used)));
        check(missed, expect.path("lead").asBoolean() == (outcome.lead() != null), "lead " + outcome.lead());
        JsonNode lead = Json.MAPPER.readTree(Json.text(outcome.lead()));
        expect.path("lead_fields")
                .properties()
                .forEach(field -> check(
                        missed,
                        same(
                                field.getKey(),
                                field.getValue().asString(),
                                lead.path(field.getKey()).asString("")),
                        field.getKey() + ": met '" + lead.path(field.getKey()).asString("") + "', expected '"
                                + field.getValue().asString() + "'"));
        if (outcome.lead() != null) {
            for (String name : List.of("phone", "wechat", "name", "treatment", "callback_time", "contact_preference")) {
                check(
                        missed,
                        expect.path("lead_fields").has(name) || !lead.has(name),
                        "unstated " + name + " " + lead.path(name));
            }
        }
        check(
                missed,
                expect.path("escalate").asString().equals(outcome.escalation().level()),
                "escalate " + outcome.escalation());
        check(
                missed,
                expect.path("human_requested").asBoolean() == outcome.humanRequested(),
                "human " + outcome.humanRequested());
        check(
                missed,
                outcome.messages().size() <= expect.path("max_ai_messages").asInt(),
                "messages " + outcome.messages().size() + " > " + expect.path("max_ai_messages"));
        String all = outcome.messages().stream().map(message -> message.text()).collect(Collectors.joining("\n"));
        expect.path("must_not_contain")
                .forEach(bad -> check(missed, !all.contains(bad.asString()), "contains " + bad.asString()));
        expect.path("must_contain_any")
                .forEach(group -> check(
                        missed,
                        group.valueStream().anyMatch(good -> all.contains(good.asString())),
                        "none of " + group));
        return missed;
    }

    private static boolean same(String field, String expected, String met) {
        boolean digits = field.equals("phone") || (field.equals("wechat") && expected.matches("[\\d-]+"));
        return digits
                ? expected.replaceAll("\\D", "").equals(met.replaceAll("\\D", ""))
                : expected.toLowerCase(Locale.ROOT).equals(met.toLowerCase(Locale.ROOT));
    }

    private static void check(List<String> missed, boolean holds, String what) {
        if (!holds) {
            missed.add(what);
        }
    }

    private void describe(JsonNode row, List<Turn> turns, Outcome outcome, List<String> missed, VirtualNight night) {
        report.append("\n== ")
                .append(row.path("id").asString())
                .append(" MISSED ")
                .append(missed)
                .append('\n');
        List<String> lines = new ArrayList<>();
        turns.forEach(turn -> lines.add(turn.at() + " " + turn.from() + ": " + turn.text()));
        outcome.messages()
                .forEach(message -> lines.add(
                        OffsetDateTime.parse(message.at().toString()).toInstant() + " AI " + message.decision() + " "
                                + message.knowledge() + ": " + message.text().replace('\n', '/')));
        night.decisions()
                .forEach(made -> lines.add("    " + made.rule() + " "
                        + made.triage().level() + " " + made.triage().because() + " "
                        + made.trace().stream()
                                .filter(step -> step.step().equals("retrieval"))
                                .map(step -> step.result() + " " + step.detail())
                                .toList()));
        lines.stream().sorted().forEach(line -> report.append("  ").append(line).append('\n'));
    }
}
