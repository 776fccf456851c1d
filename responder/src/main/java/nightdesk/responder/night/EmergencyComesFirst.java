package nightdesk.responder.night;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightdesk.responder.KnowledgeBase.Match;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.night.Ruling.Extras;
import nightdesk.responder.night.Ruling.Speech;

/**
 * Danger to life, sight or tissue: a fixed approved text with 120 and, where there is one, the clinic's own words on it.
 * It is sent however late the message came, and although a person spoke earlier tonight, unless that person is still
 * writing.
 */
final class EmergencyComesFirst implements Policy {
    static final String SELF_HARM = "self_harm";
    static final Ruling WORDS_ALONE = Speech.of(ReplyKind.EMERGENCY, Words.EMERGENCY, Extras.NONE);
    private static final String ANY = "术后晚上不舒服联系谁？";
    private static final Map<String, String> QUESTIONS = questions();

    private final ApprovedWords words;

    EmergencyComesFirst(ApprovedWords words) {
        this.words = words;
    }

    private static Map<String, String> questions() {
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put("allergy_airway", "治疗后喘不上气、全身起疹子怎么办？");
        questions.put("anesthesia", "治疗后喘不上气、全身起疹子怎么办？");
        questions.put("vision", "打完玻尿酸皮肤发白、剧痛或看不清怎么办？");
        questions.put("vascular_occlusion", "打完玻尿酸皮肤发白、剧痛或看不清怎么办？");
        questions.put("bleeding_hematoma", "伤口出血止不住怎么办？");
        return questions;
    }

    @Override
    public Optional<Ruling> rule(Situation situation) {
        if (!situation.isEmergency() || situation.personIsWriting()) {
            return Optional.empty();
        }
        List<String> signals = situation.triage().signals();
        return Optional.of(signals.contains(SELF_HARM) ? selfHarm() : bodily(signals, situation));
    }

    /** Nothing but help: no price, no item, no wish is mentioned. */
    private static Ruling selfHarm() {
        return Speech.of(ReplyKind.EMERGENCY, Words.SELF_HARM, Extras.NONE);
    }

    private Ruling bodily(List<String> signals, Situation situation) {
        Optional<Match> match = words.emergency(question(signals), situation);
        String text = Words.EMERGENCY
                + match.map(found -> "\n" + found.item().answer()).orElse("");
        return Speech.of(ReplyKind.EMERGENCY, text, Extras.NONE)
                .resting(match.stream().toList());
    }

    private static String question(List<String> signals) {
        return QUESTIONS.entrySet().stream()
                .filter(entry -> signals.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(ANY);
    }
}
