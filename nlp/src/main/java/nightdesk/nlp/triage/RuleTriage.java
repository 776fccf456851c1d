package nightdesk.nlp.triage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightdesk.nlp.ChineseText;
import nightdesk.nlp.Triage;
import nightdesk.nlp.Wordings;

/**
 * Reads a text in four steps: write it plainly, see which concepts it affirms (not denied, not in a question about
 * risks, not in a film), add what the earlier lines tell of the treatment, then let every rule speak; the highest wins.
 */
final class RuleTriage implements Triage {
    /** Earlier lines lend these: what was done, and where; never a symptom, which the new line may have answered. */
    private static final Set<String> LENT = Set.of("done", "filler", "toxin", "surgery", "site", "eyesite");

    private static final Pattern DENIAL = Pattern.compile(
            "(没有|没|无|未见|未|否认|不存在)(再|出现|什么|啥|任何|怎么|那么|觉得|明显|感到|感觉)?([^，。,.;；！？!?\\s]{1,6}[、和或及])*[^，。,.;；！？!?\\s没不]{0,2}$"
                    + "|(不|不太|不怎么|不是很|不是特别|不会|并不|别)$");
    private static final Pattern NOT_A_DENIAL = Pattern.compile("(不是不|没退|没好|没停|没消|没见好|没缓解|不得不|能不能|是不是|有没有|要不要|会不会)$");
    private static final Pattern CLAUSE_END = Pattern.compile("[，。,;；！？!?\\s]");
    private static final Pattern PRESENT =
            Pattern.compile("(现在|今天|今早|今晚|刚刚|刚才|这会儿|突然|昨天|昨晚|开始|我(也|就|这|自己))(?!.{0,3}(想|能|还能|可以|要|看新闻|刷))");

    private final RulePack pack;

    RuleTriage(RulePack pack) {
        this.pack = pack;
    }

    @Override
    public Verdict judge(String text, List<String> context) {
        Found found = new Found();
        read(plain(text), found);
        for (String line : context) {
            lend(plain(line), found);
        }
        if (found.words.isEmpty()) {
            return new Verdict(Level.NONE, List.of(), List.of(), pack.name());
        }
        Verdict verdict = verdict(found);
        return withdrawn(found, verdict, context);
    }

    @Override
    public String version() {
        return pack.name();
    }

    /** Taking back an emergency does not close it: only a person may. */
    private Verdict withdrawn(Found found, Verdict verdict, List<String> context) {
        if (!found.words.containsKey("withdrawal") || verdict.level() == Level.EMERGENCY) {
            return verdict;
        }
        for (String line : context) {
            if (!line.startsWith("P:")) {
                continue;
            }
            Verdict before = judge(line.substring(2), List.of());
            if (before.level().compareTo(Level.URGENT) >= 0) {
                return new Verdict(
                        Level.URGENT, before.signals(), List.of("withdrawn: " + before.because()), pack.name());
            }
        }
        return verdict;
    }

    private Verdict verdict(Found found) {
        Level level = Level.NONE;
        Set<String> signals = new LinkedHashSet<>();
        List<String> because = new ArrayList<>();
        for (RulePack.Rule rule : pack.rules()) {
            if (!rule.all().stream().allMatch(found::holds)) {
                continue;
            }
            if (rule.level().compareTo(level) > 0) {
                level = rule.level();
            }
            if (rule.level() != Level.AFTERCARE) {
                signals.addAll(rule.signals());
                because.add(rule.name() + " ← " + found.wordsOf(rule.all()));
            }
        }
        return new Verdict(level, List.copyOf(signals), List.copyOf(because), pack.name());
    }

    private String plain(String text) {
        String plain = ChineseText.plain(text);
        for (Map.Entry<String, String> replacement : pack.replacements().entrySet()) {
            plain = plain.replace(replacement.getKey(), replacement.getValue());
        }
        return plain;
    }

    private void read(String text, Found found) {
        Wordings.Reading reading = pack.wordings().read(text);
        Map<String, List<Wordings.Span>> all = new LinkedHashMap<>();
        pack.concepts().forEach((name, concept) -> {
            if (reading.possible(concept.said())) {
                List<Wordings.Span> spans = reading.findAll(concept.said());
                if (!spans.isEmpty()) {
                    all.put(name, spans);
                }
            }
        });
        if (all.isEmpty()) {
            return;
        }
        List<int[]> outside = outside(reading, all.keySet());
        all.forEach((name, spans) -> affirm(name, text, spans, outside, found));
    }

    private void affirm(String name, String text, List<Wordings.Span> spans, List<int[]> outside, Found found) {
        boolean deniable = found(name).deniable();
        for (Wordings.Span span : spans) {
            if (!deniable || (!denied(text, span.start()) && !within(outside, span))) {
                found.words.putIfAbsent(name, span.of(text));
                return;
            }
        }
    }

    private RulePack.Concept found(String name) {
        RulePack.Concept concept = pack.concepts().get(name);
        if (concept == null) {
            throw new IllegalStateException("no concept " + name);
        }
        return concept;
    }

    private void lend(String line, Found found) {
        Wordings.Reading reading = pack.wordings().read(line);
        for (String name : LENT) {
            RulePack.Concept concept = pack.concepts().get(name);
            if (concept != null) {
                reading.find(concept.said()).ifPresent(span -> found.words.putIfAbsent(name, span.of(line)));
            }
        }
        if (line.startsWith("c:")) {
            asked(reading, found);
        }
    }

    /** What the clinic asked about is what a bare answer ("十几秒了还是白的") answers. */
    private void asked(Wordings.Reading reading, Found found) {
        pack.concepts().forEach((name, concept) -> {
            if (name.startsWith("asked") && reading.find(concept.said()).isPresent()) {
                found.words.putIfAbsent(name, name);
            }
        });
    }

    private List<int[]> outside(Wordings.Reading reading, Set<String> all) {
        List<int[]> spans = new ArrayList<>();
        for (RulePack.Frame frame : pack.frames()) {
            if (frame.unless().stream().anyMatch(all::contains)) {
                continue;
            }
            for (Wordings.Span span : reading.findAll(frame.said())) {
                spans.add(reach(reading.text(), frame.reach(), span));
            }
        }
        return spans;
    }

    private static int[] reach(String text, RulePack.Reach reach, Wordings.Span span) {
        int end = clauseEnd(text, span.end());
        return switch (reach) {
            case FRAME -> new int[] {clauseStart(text, span.start()), end};
            case AFTER -> new int[] {span.start(), end};
            case WIDELY -> new int[] {0, present(text, end)};
        };
    }

    private static int present(String text, int from) {
        Matcher matcher = PRESENT.matcher(text);
        return matcher.find(from) ? matcher.start() : text.length();
    }

    private static boolean within(List<int[]> outside, Wordings.Span said) {
        return outside.stream().anyMatch(span -> span[0] < said.end() && said.start() < span[1]);
    }

    private static boolean denied(String text, int start) {
        String before = text.substring(clauseStart(text, start), start);
        return DENIAL.matcher(before).find() && !NOT_A_DENIAL.matcher(before).find();
    }

    private static int clauseStart(String text, int position) {
        int start = position;
        while (start > 0
                && !CLAUSE_END.matcher(text.substring(start - 1, start)).matches()) {
            start--;
        }
        return start;
    }

    private static int clauseEnd(String text, int position) {
        Matcher matcher = CLAUSE_END.matcher(text);
        return matcher.find(position) ? matcher.start() : text.length();
    }

    /** The concepts a text affirms, each with the words that did it. */
    private static final class Found {
        private final Map<String, String> words = new LinkedHashMap<>();

        boolean holds(String term) {
            if (term.startsWith("!")) {
                return !any(term.substring(1));
            }
            return any(term);
        }

        private boolean any(String term) {
            for (String name : RulePack.names(term)) {
                if (words.containsKey(name)) {
                    return true;
                }
            }
            return false;
        }

        String wordsOf(List<String> terms) {
            List<String> said = new ArrayList<>();
            for (String term : terms) {
                for (String name : RulePack.names(term)) {
                    String word = words.get(name);
                    if (word != null && !said.contains(word)) {
                        said.add(word);
                    }
                }
            }
            return String.join(" + ", said);
        }
    }
}
