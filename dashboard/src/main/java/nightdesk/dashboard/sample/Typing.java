package nightdesk.dashboard.sample;

import java.util.ArrayList;
import java.util.List;

/** Makes a clean sentence look typed on a phone: homophones, spaces for commas, emoji, several short messages. */
final class Typing {
    private static final List<Slip> SLIPS = List.of(
            new Slip("热玛吉", List.of("热马吉", "热玛姬", "热吗吉")),
            new Slip("玻尿酸", List.of("波尿酸", "玻尿算", "尿酸")),
            new Slip("双眼皮", List.of("双眼皮儿", "shuang眼皮", "双眼匹")),
            new Slip("多少钱", List.of("多少米", "多钱", "duo少钱", "多少前")),
            new Slip("水光", List.of("水咣", "水光光")),
            new Slip("皮秒", List.of("皮妙", "pi秒")),
            new Slip("瘦脸", List.of("瘦连", "廋脸")),
            new Slip("脱毛", List.of("脱猫", "tuo毛")),
            new Slip("线雕", List.of("线刁")),
            new Slip("正颌", List.of("正合", "正颔")),
            new Slip("眼袋", List.of("眼代")),
            new Slip("乔雅登", List.of("乔亚登", "桥雅登")),
            new Slip("保妥适", List.of("保妥事", "保拓适")),
            new Slip("下颌线", List.of("下颚线")),
            new Slip("恢复", List.of("灰复", "hui复")),
            new Slip("怎么", List.of("咋", "肿么", "怎莫")),
            new Slip("可以", List.of("口以", "可yi")),
            new Slip("消肿", List.of("消种")),
            new Slip("医生", List.of("医森", "大夫")),
            new Slip("预约", List.of("预yue", "约")),
            new Slip("已经", List.of("己经")),
            new Slip("什么", List.of("啥", "什莫", "神马")));
    private static final List<String> EMOJI = List.of(
            "😂", "😭", "🥺", "🙏", "😅", "❤️", "👌", "[捂脸]", "[流泪]", "[微笑]", "[呲牙]", "[偷笑]", "[抱拳]", "[玫瑰]", "[可怜]");

    private record Slip(String right, List<String> wrong) {}

    private Typing() {}

    /** Returns what the patient sends instead of the sentence: one or more messages. */
    static List<String> messages(String sentence, Dice dice) {
        String typed = slip(sentence, dice);
        List<String> parts = new ArrayList<>(List.of(typed));
        if (dice.chance(0.2) && typed.contains("，")) {
            parts = new ArrayList<>(List.of(typed.split("，")));
        }
        parts.removeIf(String::isBlank);
        parts.replaceAll(part -> loosen(part, dice));
        return parts;
    }

    private static String slip(String sentence, Dice dice) {
        String typed = sentence;
        for (Slip slip : SLIPS) {
            if (typed.contains(slip.right()) && dice.chance(0.08)) {
                typed = typed.replace(slip.right(), dice.pick(slip.wrong()));
            }
        }
        return typed;
    }

    private static String loosen(String part, Dice dice) {
        String typed = dice.chance(0.45) ? part.replace('，', ' ') : part;
        if (typed.endsWith("吗") || typed.endsWith("少钱")) {
            typed += dice.pick(List.of("", "", "？", "?", "？？"));
        }
        if (dice.chance(0.13) && !typed.startsWith("[")) {
            typed += dice.pick(EMOJI);
        }
        return typed.strip();
    }
}
