package nightdesk.nlp.understanding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightdesk.nlp.ChineseText;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Lexicon.Kind;
import nightdesk.nlp.Lexicon.Mention;
import nightdesk.nlp.Triage;
import nightdesk.nlp.Understanding;

/** Reads one message by lexicon and rules. */
final class RuleUnderstanding implements Understanding {
    private static final String PLACE = "X";
    private static final String OTHERS = "Y";
    private static final Set<String> NO_DEMAND = Set.of("greeting", "complaint", "other", "recovery");

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
        String plain = ChineseText.plain(text);
        List<Mention> mentions = lexicon.mentions(plain);
        boolean complaint = rules.complaint().matcher(plain).find();
        List<Wanted> treatments = treatments(plain, mentions);
        List<String> intents = intents(plain, complaint);
        return new Meaning(
                intents,
                treatments,
                names(mentions, Kind.BRAND),
                bodyParts(mentions, treatments),
                names(mentions, Kind.CONCERN),
                FactReader.read(plain),
                complaint,
                leadStrength(plain, intents, treatments, complaint),
                triage.judge(text, context));
    }

    private List<String> intents(String plain, boolean complaint) {
        List<String> intents = new ArrayList<>();
        for (MeaningRules.Intent intent : rules.intents()) {
            if (intent.isIn(plain)) {
                intents.add(intent.name());
            }
        }
        if (complaint) {
            intents.add("complaint");
        }
        if (intents.size() > 1) {
            intents.remove("greeting");
        }
        return intents.isEmpty() ? List.of("other") : List.copyOf(intents);
    }

    private List<Wanted> treatments(String plain, List<Mention> mentions) {
        Map<String, Stance> stances = new LinkedHashMap<>();
        for (Mention mention : mentions) {
            if (mention.kind() == Kind.TREATMENT) {
                stances.merge(mention.canonical(), stance(plain, mention, mentions), RuleUnderstanding::stronger);
            } else if (mention.kind() == Kind.BRAND) {
                for (String implied : lexicon.impliedTreatments(mention.kind(), mention.canonical())) {
                    stances.merge(implied, stance(plain, mention, mentions), RuleUnderstanding::stronger);
                }
            }
        }
        if (stances.isEmpty()) {
            concerns(plain, mentions, stances);
        }
        return stances.entrySet().stream()
                .map(entry -> new Wanted(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** A problem names the treatment for it only where no treatment is named. */
    private void concerns(String plain, List<Mention> mentions, Map<String, Stance> stances) {
        for (Mention mention : mentions) {
            if (mention.kind() == Kind.CONCERN) {
                for (String implied : lexicon.impliedTreatments(mention.kind(), mention.canonical())) {
                    stances.merge(implied, stance(plain, mention, mentions), RuleUnderstanding::stronger);
                }
            }
        }
    }

    /** Present demand outranks history. */
    private static Stance stronger(Stance a, Stance b) {
        return a == Stance.INTERESTED || b == Stance.INTERESTED ? Stance.INTERESTED : a;
    }

    /** The treatment becomes X and every other one Y, so that a rule speaks of this one only. */
    private Stance stance(String plain, Mention mention, List<Mention> mentions) {
        StringBuilder masked = new StringBuilder();
        int at = 0;
        for (Mention other : mentions) {
            boolean named = other.kind() == Kind.TREATMENT || other.kind() == Kind.BRAND || other.equals(mention);
            if (named && other.start() >= at) {
                masked.append(plain, at, other.start()).append(other.start() == mention.start() ? PLACE : OTHERS);
                at = other.end();
            }
        }
        masked.append(plain.substring(at));
        for (MeaningRules.StanceRule rule : rules.stances()) {
            if (rule.said().matcher(masked).find()) {
                return rule.stance();
            }
        }
        return Stance.INTERESTED;
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

    private int leadStrength(String plain, List<String> intents, List<Wanted> treatments, boolean complaint) {
        if (complaint || rules.cold().matcher(plain).find()) {
            return 0;
        }
        if (rules.act().matcher(plain).find() && !intents.contains("recovery")) {
            return 2;
        }
        boolean demand = treatments.stream()
                .anyMatch(wanted -> wanted.stance() == Stance.INTERESTED || wanted.stance() == Stance.OTHER_PERSON);
        boolean asks = intents.stream().anyMatch(intent -> !NO_DEMAND.contains(intent));
        boolean only = treatments.isEmpty() || demand;
        return only && (demand || asks) ? 1 : 0;
    }
}
