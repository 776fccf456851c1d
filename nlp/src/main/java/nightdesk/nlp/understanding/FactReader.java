package nightdesk.nlp.understanding;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a patient says of herself: age, pregnancy, time, city, budget, who sent her. */
final class FactReader {
    private static final int ADULT = 18;
    private static final String DIGITS = "零一二三四五六七八九";
    private static final Pattern AGE = Pattern.compile("(?<![0-9])([0-9]{1,2})\\s*(?:周)?岁(?![月的]?宝)");
    private static final Pattern OWN_AGE =
            Pattern.compile("(?:我|今年|女儿|儿子|孩子|她|他|妈|爸)(?:今年|都|才|已经|刚)?([1-9][0-9])(?![0-9.元块点号月日天次周%:：]|岁)");
    private static final Pattern HAN_AGE = Pattern.compile("([二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])岁");
    private static final Pattern CHILD = Pattern.compile("初中|高中|小学|未成年|初[一二三]|高[一二三](?!阶)|中学生|小孩|孩子.{0,6}(岁|能|可以)");
    private static final Pattern PREGNANT = Pattern.compile("(?<!备)怀孕|孕妇|孕期|怀了|怀着|哺乳|喂奶|母乳|两道杠|坐月子");
    private static final Pattern NOT_PREGNANT = Pattern.compile("(没|没有|未|不是)怀孕|怀孕(之?前|后)|断奶|打算怀孕|准备怀孕");
    private static final Pattern TIMING = Pattern.compile(
            "(今天|今晚|明天|后天|大后天|这周|本周|下周|周末|下个?月|月底|年底|年前|年后|春节前?|国庆|五一|元旦|寒假|暑假|放假|下午|上午|晚上|[一二三四五六七八九十0-9]+月(?:份|底|初)?|周[一二三四五六日天]|星期[一二三四五六日天])(?:[一二三四五六日天]|上午|下午|晚上|[0-9一二三四五六七八九十]+点半?)*");
    private static final Pattern LOOKS_AHEAD = Pattern.compile("想|要|能|可以|打算|准备|约|来|去|有号|有空|做|过去");
    private static final Pattern CITY = Pattern.compile(
            "北京|上海|广州|深圳|杭州|南京|苏州|成都|重庆|武汉|西安|天津|长沙|郑州|青岛|济南|沈阳|大连|厦门|福州|宁波|无锡|合肥|昆明|南昌|南宁|贵阳|石家庄|太原|哈尔滨|长春|佛山|东莞|珠海|温州|新疆|乌鲁木齐|兰州|海口|三亚|呼和浩特|银川|西宁|拉萨|常州|徐州|烟台|潍坊|绍兴|嘉兴|香港|澳门|台湾");
    private static final Pattern BUDGET = Pattern.compile(
            "(?:预算|准备花|最多|不超过|控制在|只有)(?:大概|大约|是|在|有|只有)?\\s*([0-9一二两三四五六七八九十百千万.]+(?:[-到~至][0-9一二两三四五六七八九十百千万.]+)?(?:万|千|百|k|w|元|块)?(?:以内|左右|以下|出头)?)");
    private static final Pattern REFERRAL =
            Pattern.compile("(朋友|闺蜜|同事|姐妹|同学|亲戚|表姐|表妹|邻居|老公|老婆|姐|妹|妈)[^，。,]{0,4}(介绍|推荐|让我|说你们|在你们(这|家|那)做)");

    private FactReader() {}

    static Map<String, Object> read(String text) {
        Map<String, Object> facts = new LinkedHashMap<>();
        Optional<Integer> age = age(text);
        age.ifPresent(years -> facts.put("age", years));
        if (age.map(years -> years < ADULT).orElse(false) || CHILD.matcher(text).find()) {
            facts.put("minor", true);
        }
        if (PREGNANT.matcher(text).find() && !NOT_PREGNANT.matcher(text).find()) {
            facts.put("pregnant", true);
        }
        if (LOOKS_AHEAD.matcher(text).find()) {
            found(TIMING, text, 0).ifPresent(timing -> facts.put("timing", timing));
        }
        found(CITY, text, 0).ifPresent(city -> facts.put("city", city));
        found(BUDGET, text, 1).ifPresent(budget -> facts.put("budget", budget));
        found(REFERRAL, text, 0).ifPresent(referral -> facts.put("referral", referral));
        return facts;
    }

    private static Optional<Integer> age(String text) {
        Optional<Integer> plain = found(AGE, text, 1).map(Integer::valueOf);
        return plain.or(() -> found(HAN_AGE, text, 1).map(FactReader::number))
                .or(() -> found(OWN_AGE, text, 1).map(Integer::valueOf));
    }

    /** 十三 → 13, 二十 → 20. */
    private static int number(String han) {
        int ten = han.indexOf('十');
        if (ten < 0) {
            return DIGITS.indexOf(han);
        }
        int tens = ten == 0 ? 1 : DIGITS.indexOf(han.substring(0, ten));
        int ones = ten == han.length() - 1 ? 0 : DIGITS.indexOf(han.substring(ten + 1));
        return tens * 10 + ones;
    }

    private static Optional<String> found(Pattern pattern, String text, int group) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(group)) : Optional.empty();
    }
}
