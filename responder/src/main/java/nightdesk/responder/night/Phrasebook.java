package nightdesk.responder.night;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Puts the commonest English questions into the words the knowledge is written in. Chinese passes unchanged. */
final class Phrasebook {
    private static final Map<Pattern, String> PHRASES = phrases();

    private Phrasebook() {}

    private static Map<Pattern, String> phrases() {
        Map<Pattern, String> phrases = new LinkedHashMap<>();
        put(
                phrases,
                "pay.{0,16}see (?:the|a) doctor|(?:consultation|consult).{0,12}(?:fee|free|cost|charge)|(?:fee|charge|cost).{0,16}consultation",
                "面诊要收费吗");
        put(phrases, "how much(?: is| are| does| do| for)?|(?:price|cost)s?(?: of| for)?", "多少钱");
        put(phrases, "full[- ]face", "全脸");
        put(phrases, "thermage", "热玛吉");
        put(phrases, "hair removal", "脱毛");
        put(phrases, "double eyelids?", "双眼皮");
        put(phrases, "nose job|rhinoplasty", "鼻综合");
        put(phrases, "invisalign|braces|orthodontics?", "牙齿矫正");
        put(phrases, "dental implants?|tooth implants?", "种植牙");
        put(phrases, "teeth whitening", "牙齿美白");
        put(phrases, "botox", "肉毒");
        put(phrases, "(?:hyaluronic acid|dermal )?fillers?", "玻尿酸");
        put(phrases, "liposuction", "吸脂");
        put(phrases, "pico(?:second)?(?: laser)?", "皮秒");
        put(phrases, "where are you|where is (?:the|your) (?:clinic|hospital)|(?:your )?address|location", "地址在哪里");
        put(phrases, "(?:opening|business|working) hours|what time.{0,12}open|when.{0,12}open", "几点开门");
        put(phrases, "parking|park my car", "停车方便吗");
        put(phrases, "how.{0,12}(?:book|make an appointment)", "怎么预约面诊");
        put(phrases, "does it hurt|is it painful", "疼吗");
        put(phrases, "how long.{0,16}recover\\w*|recovery time|downtime", "多久恢复");
        put(phrases, "insurance", "能用医保吗");
        put(phrases, "invoice|receipt", "可以开发票吗");
        put(phrases, "pregnant|breastfeeding", "怀孕哺乳期可以做吗");
        return phrases;
    }

    private static void put(Map<Pattern, String> phrases, String english, String chinese) {
        phrases.put(Pattern.compile("(?<![a-z])(?:" + english + ")(?![a-z])", Pattern.CASE_INSENSITIVE), chinese);
    }

    static String chinese(String text) {
        if (!PatientWords.isEnglish(text)) {
            return text;
        }
        String translated = text;
        for (Map.Entry<Pattern, String> phrase : PHRASES.entrySet()) {
            translated = phrase.getKey().matcher(translated).replaceAll(phrase.getValue());
        }
        return translated.equals(text)
                ? text
                : translated
                        .replaceAll("[a-zA-Z',.!?-]+", " ")
                        .replaceAll("\\s+", " ")
                        .strip();
    }
}
