package nightdesk.responder.compliance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightdesk.responder.ComplianceGate;

/**
 * Reads each sentence twice: as written and unmasked. What only the unmasked reading shows was meant to be hidden, and is
 * reported as evasion too.
 */
final class RuleGate implements ComplianceGate {
    private static final Pattern SENTENCE = Pattern.compile("[^。！？!?；;\\n]+[。！？!?；;\\n]*[”’」]?");
    private static final int LONGEST_CLAUSE = 80;
    private static final Pattern CLAUSE_END = Pattern.compile("[，,：:]|但|不过|然而|却");

    private final GateRules rules;

    RuleGate(GateRules rules) {
        this.rules = rules;
    }

    @Override
    public Check check(String text) {
        List<Sentence> sentences = new ArrayList<>();
        Matcher matcher = SENTENCE.matcher(text);
        while (matcher.find()) {
            if (!matcher.group().isBlank()) {
                sentences.add(judge(matcher.group().strip()));
            }
        }
        Verdict worst = sentences.stream()
                .map(Sentence::verdict)
                .max(Comparator.naturalOrder())
                .orElse(Verdict.ALLOW);
        return new Check(worst, List.copyOf(sentences), rules.name());
    }

    private Sentence judge(String sentence) {
        Reading plain = Reading.plain(sentence);
        Reading unmasked = plain.unmasked(rules.soundAlikes());
        String plainText = blanked(plain.text());
        String unmaskedText = blanked(unmasked.text());
        Map<String, Finding> findings = new LinkedHashMap<>();
        Verdict verdict = Verdict.ALLOW;
        Optional<Finding> evasion = Optional.empty();
        for (GateRules.Rule rule : rules.rules()) {
            Optional<Hit> open = find(rule, plain, plainText);
            Optional<Hit> hit = open.isPresent() ? open : find(rule, unmasked, unmaskedText);
            if (hit.isPresent()) {
                verdict = rule.verdict().compareTo(verdict) > 0 ? rule.verdict() : verdict;
                findings.putIfAbsent(rule.category(), hit.get().finding(rule));
                evasion = evasion.or(() -> find(rule, unmasked, unmaskedText).flatMap(Hit::evasion));
            }
        }
        absorb(findings, verdict);
        evasion.ifPresent(finding -> findings.put(finding.category(), finding));
        return new Sentence(sentence, verdict, List.copyOf(findings.values()));
    }

    /** An offer is how a drug is pushed; it is not a second offence. */
    private static void absorb(Map<String, Finding> findings, Verdict verdict) {
        if (verdict == Verdict.BLOCK && findings.containsKey("drug_device")) {
            findings.remove("inducement");
        }
    }

    /** Where a rule found its words. */
    private record Hit(Reading reading, int start, int end) {
        Finding finding(GateRules.Rule rule) {
            return new Finding(rule.category(), rule.basis(), reading.words(start, end));
        }

        Optional<Finding> evasion() {
            return reading.masked(start, end)
                    ? Optional.of(new Finding("evasion", "", reading.words(start, end)))
                    : Optional.empty();
        }
    }

    private Optional<Hit> find(GateRules.Rule rule, Reading reading, String text) {
        if (rule.unless().stream().anyMatch(pattern -> pattern.matcher(text).find())) {
            return Optional.empty();
        }
        Optional<Hit> first = Optional.empty();
        for (Pattern pattern : rule.all()) {
            Optional<Hit> hit = place(pattern, text, reading);
            if (hit.isEmpty()) {
                return Optional.empty();
            }
            first = first.isPresent()
                            && !hit.get()
                                    .reading()
                                    .masked(hit.get().start(), hit.get().end())
                    ? first
                    : hit;
        }
        return first;
    }

    /** Exempt wordings leave blanks, so that positions stay. */
    private String blanked(String text) {
        String blanked = text;
        for (Pattern pattern : rules.exempt()) {
            blanked = pattern.matcher(blanked)
                    .replaceAll(match -> "□".repeat(match.group().length()));
        }
        return blanked;
    }

    /** The first place that is not denied; a masked one before an open one. */
    private Optional<Hit> place(Pattern pattern, String text, Reading reading) {
        Optional<Hit> first = Optional.empty();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (matcher.end() > matcher.start() && !denied(text, matcher.start())) {
                Hit hit = new Hit(reading, matcher.start(), matcher.end());
                if (reading.masked(hit.start(), hit.end())) {
                    return Optional.of(hit);
                }
                first = first.isPresent() ? first : Optional.of(hit);
            }
        }
        return first;
    }

    /** A denial stands in the same clause, and near: looking back further would only cost time. */
    private boolean denied(String text, int start) {
        int from = Math.max(0, start - LONGEST_CLAUSE);
        Matcher ends = CLAUSE_END.matcher(text).region(from, start);
        while (ends.find()) {
            from = ends.end();
        }
        String before = text.substring(from, start);
        return rules.denials().stream()
                .anyMatch(denial -> denial.matcher(before).find());
    }
}
