package nightdesk.nlp.understanding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Lexicon.Kind;
import nightdesk.nlp.Lexicon.Mention;
import nightdesk.nlp.Triage;
import nightdesk.nlp.Understanding;

/** Reads one message by lexicon and rules: first what kind of message it is, then what is asked, then for whom. */
final class RuleUnderstanding implements Understanding {
    private static final Set<String> CARE = Set.of("greeting", "complaint", "other", "recovery", "human");
    private static final Set<String> ANYWHERE =
            Set.of("price", "hours_location", "human", "greeting", "complaint", "booking", "visit");

    private final MeaningRules rules;
    private final Lexicon lexicon;
    private final Triage triage;

    RuleUnderstanding(MeaningRules rules, Lexicon lexicon, Triage triage) {
        this.rules = rules;
        this.lexicon = lexicon;
        this.triage = triage;
    }

    @Override
    public Meaning read(String text, List<String> context) {
        Said said = new Said(rules, lexicon, text);
        List<Why> why = new ArrayList<>();
        Optional<Said.Hit> outside = outside(said);
        outside.ifPresent(hit -> why.add(why("intents", "other", hit)));
        Map<String, Stance> stances = stances(said, outside.isPresent(), why);
        List<String> intents = intents(said, stances, outside.isPresent(), why);
        Map<String, Object> facts = FactReader.read(said.plain(), said.is("cautious"));
        List<Wanted> treatments = stances.entrySet().stream()
                .map(entry -> new Wanted(entry.getKey(), entry.getValue()))
                .toList();
        return new Meaning(
                intents,
                treatments,
                names(said.mentions(), Kind.BRAND),
                bodyParts(said.mentions(), treatments),
                names(said.mentions(), Kind.CONCERN),
                facts,
                intents.contains("complaint"),
                leadStrength(said, intents, stances, facts, why),
                triage.judge(text, context),
                List.copyOf(why));
    }

    @Override
    public String version() {
        return rules.name();
    }

    private Why why(String field, String value, Said.Hit hit) {
        return new Why(field, value, hit.rule(), hit.quote(), hit.start(), hit.end(), rules.name(), 1);
    }

    /** What a clinic does not sell, adverts, causes, small talk. */
    private static Optional<Said.Hit> outside(Said said) {
        Optional<Said.Hit> hard = said.frame("outside").filter(hit -> !said.is("inside"));
        return hard.isPresent() ? hard : said.frame("soft").filter(hit -> !said.is("inside") && !done(said));
    }

    /** Whether something was done to the patient: then causes and ointments belong to the recovery. */
    private static boolean done(Said said) {
        return said.is("after")
                || said.mentions().stream()
                        .filter(mention -> mention.kind() == Kind.TREATMENT)
                        .anyMatch(mention -> said.stance(mention)
                                .filter(rule -> rule.stance() == Stance.HAD)
                                .isPresent());
    }

    private List<String> intents(Said said, Map<String, Stance> stances, boolean outside, List<Why> why) {
        Set<String> intents = new LinkedHashSet<>();
        boolean ours =
                !said.mentions().isEmpty() || said.is("ours") || said.plain().length() <= 12;
        for (MeaningRules.Rule rule : rules.intents()) {
            if (intents.contains(rule.value()) || (outside && !ANYWHERE.contains(rule.value()))) {
                continue;
            }
            if (!ours && !ANYWHERE.contains(rule.value())) {
                continue;
            }
            said.hit(rule).ifPresent(hit -> {
                intents.add(rule.value());
                why.add(why("intents", rule.value(), hit));
            });
        }
        if (outside && said.is("never")) {
            intents.clear();
        }
        if (!outside) {
            settle(said, stances, intents);
        }
        single(said, intents);
        return intents.isEmpty() ? List.of("other") : List.copyOf(intents);
    }

    /** What one intent says of another. */
    private static void settle(Said said, Map<String, Stance> stances, Set<String> intents) {
        boolean had = stances.containsValue(Stance.HAD) || said.is("after");
        boolean wanted = stances.containsValue(Stance.INTERESTED);
        if (intents.contains("complaint")) {
            intents.removeAll(Set.of("recovery", "process", "effect", "safety", "human", "suitability", "greeting"));
        }
        boolean ownProblem = had && !wanted && !intents.contains("complaint");
        if (ownProblem
                && !said.is("repair")
                && (intents.remove("process") || intents.isEmpty())
                && said.is("symptom")) {
            intents.add("recovery");
        }
        if (ownProblem && said.is("repair") && intents.contains("process")) {
            intents.remove("recovery");
        }
        if (intents.contains("recovery") && had && !wanted) {
            intents.removeAll(Set.of("process", "effect", "safety", "suitability"));
        }
        if (intents.contains("effect") || intents.contains("process")) {
            if (!said.is("mayi")) {
                intents.remove("suitability");
            }
        }
    }

    /** What stands only where nothing else is asked. */
    private static void single(Said said, Set<String> intents) {
        if (intents.remove("visit") && intents.isEmpty()) {
            intents.add("booking");
        }
        boolean service = intents.contains("booking") || intents.contains("promotion");
        if (service && !said.is("condition")) {
            intents.remove("suitability");
        }
        if (intents.size() > 1) {
            intents.remove("greeting");
        }
    }

    private Map<String, Stance> stances(Said said, boolean outside, List<Why> why) {
        Map<String, Stance> stances = new LinkedHashMap<>();
        for (Mention mention : said.mentions()) {
            if (mention.kind() == Kind.TREATMENT) {
                stance(mention.canonical(), mention, said, outside, stances, why);
            } else if (mention.kind() == Kind.BRAND) {
                for (String implied : lexicon.impliedTreatments(mention.kind(), mention.canonical())) {
                    stance(implied, mention, said, outside, stances, why);
                }
            }
        }
        if (stances.isEmpty()) {
            concerns(said, outside, stances, why);
        }
        settle(said, stances);
        return stances;
    }

    /** A brand of toxin is meant for the muscle that is named, and a filler for the site. */
    private static void settle(Said said, Map<String, Stance> stances) {
        if (stances.containsKey("瘦脸针") || stances.containsKey("瘦腿针") || stances.containsKey("瘦肩针")) {
            boolean onlyBrand = said.mentions().stream()
                    .noneMatch(mention -> mention.kind() == Kind.TREATMENT
                            && mention.canonical().equals("肉毒素"));
            if (onlyBrand) {
                stances.remove("肉毒素");
            }
        }
        Stance filler = stances.getOrDefault("玻尿酸", stances.get("胶原蛋白"));
        if (filler != null && said.is("tearfill")) {
            stances.putIfAbsent("泪沟填充", filler);
        }
        if (stances.size() > 1 && said.is("slimby")) {
            stances.remove("瘦脸针");
        }
    }

    /** A problem names the treatment for it only where no treatment is named. */
    private void concerns(Said said, boolean outside, Map<String, Stance> stances, List<Why> why) {
        for (Mention mention : said.mentions()) {
            if (mention.kind() == Kind.CONCERN) {
                for (String implied : lexicon.impliedTreatments(mention.kind(), mention.canonical())) {
                    stance(implied, mention, said, outside, stances, why);
                }
            }
        }
    }

    private void stance(
            String name, Mention mention, Said said, boolean outside, Map<String, Stance> stances, List<Why> why) {
        Optional<MeaningRules.StanceRule> rule = said.stance(mention);
        Stance stance = rule.map(MeaningRules.StanceRule::stance).orElse(Stance.INTERESTED);
        if (mention.kind() == Kind.CONCERN && stance == Stance.HAD) {
            stance = Stance.INTERESTED;
        }
        if (outside && stance != Stance.DECLINED && !said.is("wish")) {
            stance = Stance.MENTION;
        } else if (stance == Stance.INTERESTED && said.is("third")) {
            stance = Stance.OTHER_PERSON;
        }
        stances.merge(name, stance, RuleUnderstanding::stronger);
        why.add(new Why(
                "treatments",
                name + ":" + stance.code(),
                rule.map(MeaningRules.StanceRule::id).orElse("named"),
                mention.surface(),
                mention.start(),
                mention.end(),
                rules.name(),
                1));
    }

    /** Present demand outranks history, and any relation outranks a bare mention. */
    private static Stance stronger(Stance a, Stance b) {
        if (a == Stance.INTERESTED || b == Stance.INTERESTED) {
            return Stance.INTERESTED;
        }
        return a == Stance.MENTION ? b : a;
    }

    private static List<String> names(List<Mention> mentions, Kind kind) {
        return mentions.stream()
                .filter(mention -> mention.kind() == kind)
                .map(Mention::canonical)
                .distinct()
                .toList();
    }

    private List<String> bodyParts(List<Mention> mentions, List<Wanted> treatments) {
        Set<String> parts = new LinkedHashSet<>(names(mentions, Kind.BODY_PART));
        if (parts.isEmpty()) {
            treatments.stream()
                    .filter(wanted -> wanted.stance() != Stance.MENTION)
                    .forEach(wanted ->
                            lexicon.bodyPart(Kind.TREATMENT, wanted.name()).ifPresent(parts::add));
        }
        return List.copyOf(parts);
    }

    private int leadStrength(
            Said said, List<String> intents, Map<String, Stance> stances, Map<String, Object> facts, List<Why> why) {
        boolean demand = stances.containsValue(Stance.INTERESTED) || stances.containsValue(Stance.OTHER_PERSON);
        if (said.is("cold") || (intents.contains("complaint") && !demand)) {
            return 0;
        }
        boolean done = stances.containsValue(Stance.HAD) || said.is("after");
        boolean aftercare = intents.contains("recovery") && (done || !stances.containsValue(Stance.INTERESTED));
        if (intents.contains("complaint") || aftercare) {
            return stances.containsValue(Stance.INTERESTED) ? 1 : 0;
        }
        Optional<Said.Hit> act = said.frame("act");
        boolean dated = facts.containsKey("timing") && (demand || intents.contains("booking"));
        if ((act.isPresent() || dated || facts.containsKey("phone")) && !said.is("later")) {
            act.ifPresent(hit -> why.add(why("leadStrength", "2", hit)));
            return 2;
        }
        if (stances.isEmpty() && said.is("foreign")) {
            return 0;
        }
        boolean asks = intents.stream().anyMatch(intent -> !CARE.contains(intent));
        boolean only = stances.isEmpty() || demand || (intents.contains("process") && done);
        return only && (demand || asks || said.is("later")) ? 1 : 0;
    }
}
