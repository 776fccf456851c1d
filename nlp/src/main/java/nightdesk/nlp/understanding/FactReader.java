package nightdesk.nlp.understanding;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightdesk.nlp.Wordings;

/** Reads what a patient says of the person concerned: age, pregnancy, time, city, budget, phone, who sent her. */
final class FactReader {
    private static final int ADULT = 18;
    private static final String DIGITS = "零一二三四五六七八九";
    private static final Pattern AGE = Pattern.compile("(?<![0-9a-z])([1-9][0-9]?)\\s*(?:周)?岁(?!的?时候|那年)");
    private static final Pattern OWN_AGE = Pattern.compile(
            "(?:我|今年|都|女儿|儿子|孩子|闺女|她|他|妈|爸|妹妹?|弟弟?|姐姐?|快)(?:今年|都|才|已经|刚|快)?([1-9][0-9])(?![0-9.元块点号月日天次周%:：个支针度年万千分斤k])|(?<![0-9a-z.])([1-9][0-9])[男女](?![0-9])|[男女][,， ]?([1-9][0-9])(?![0-9])(?!年|天|个)");
    private static final Pattern HAN_AGE =
            Pattern.compile("(?<![几多来])([二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?:周)?岁(?!的?时候)");
    private static final Pattern CHILD = Pattern.compile(
            "初中|高中生|小学|未成年|(?<!年)(?<!大年)初[一二三](?!次)|(?<!一)高[一二三](?![阶度低])|中学生|小孩|宝宝(?!们)|婴儿(?!针|水光|肥|肌)|幼儿|小朋友|(?<!生)孩子(?!他)");
    private static final Pattern NOT_CHILD = Pattern.compile(
            "(生|怀|要|带|有)(了|完|过)?(个)?(孩子|小孩|宝宝)|(影响|对|伤)(到)?(宝宝|孩子)|宝宝.{0,4}(个)?月|(孩子|宝宝)(他|她)?(妈|爸)|宝妈");
    private static final Pattern PREGNANT = Pattern.compile("(?<!备)怀孕|孕妇|孕期|孕(早|中|晚)期|怀了|怀着|哺乳|喂奶|母乳|两道杠|坐月子|月子里|喂养");
    private static final Pattern NOT_PREGNANT = Pattern.compile(
            "(没|没有|未|不是)怀孕|怀孕(之?前|后)|断奶|(打算|准备|想|计划|以后|将来)(要)?(怀孕|哺乳|喂奶)|(以后|之后|将来).{0,4}(喂奶|哺乳)|对孕妇|孕妇或");
    private static final String DAY =
            "(?:今天|今晚|今早|明天|明早|明晚|后天|大后天|(?:这|本|下|下下)?(?:个)?(?:周|星期|礼拜)(?:[一二三四五六日天末]|[1-7])|这周|本周|下周|周末|双休|[0-9一二三四五六七八九十]+号|[0-9]{1,2}月[0-9]{1,2}[日号]?)";
    private static final String SEASON =
            "(?:(?:这|下|下下)个?月(?:初|底|中)?|月(?:底|初|中)|年(?:底|前|后|初)|春节(?:前|后)?|过年(?:前|后)?|国庆(?:节)?|五一|元旦|中秋|清明|端午|寒假|暑假|放假|(?:十[一二]?|[一二三四五六七八九]|1[0-2]|[1-9])月(?:份|底|初|中)?(?!的|[0-9])|(?:中考|高考|考试|放假|出差|生)(?:完|后|回来)|婚前|婚礼前|开学前|过年)";
    private static final String HOUR = "(?:早上|上午|中午|下午|傍晚|晚上)?(?:[0-9一二两三四五六七八九十]{1,3}(?:点半?|[:：][0-9]{2}))?";
    private static final Pattern TIMING =
            Pattern.compile("(" + DAY + "|" + SEASON + "|(?<![天晚])(?:上午|下午|晚上)(?=[0-9一二两三四五六七八九十]))" + HOUR);
    private static final Pattern LOOKS_AHEAD =
            Pattern.compile("想|要|能|可以|打算|准备|约|来(?!大姨妈|例假)|有号|有空|过去|改|赶|之前|方便|预订|安排|结婚|到店|过来|行吗|吗");
    private static final Pattern PAST = Pattern.compile("刚|做的|打的|割的|了$|昨天|今年.{0,3}月份?(?!想|要|去|能)|(去年|前年)");
    private static final Pattern CITY = Pattern.compile(
            "北京|上海|广州|深圳|杭州|南京|苏州|成都|重庆|武汉|西安|天津|长沙|郑州|青岛|济南|沈阳|大连|厦门|福州|宁波|无锡|合肥|昆明|南昌|南宁|贵阳|石家庄|太原|哈尔滨|长春|佛山|东莞|珠海|温州|新疆|乌鲁木齐|兰州|海口|三亚|呼和浩特|银川|西宁|拉萨|常州|徐州|烟台|潍坊|绍兴|嘉兴|香港|澳门|台湾|淄博|锦州|株洲|洛阳|临沂|保定|唐山|邯郸|廊坊|秦皇岛|大同|包头|鞍山|吉林市|齐齐哈尔|大庆|南通|扬州|盐城|镇江|泰州|湖州|金华|台州|丽水|衢州|芜湖|蚌埠|安庆|泉州|漳州|莆田|赣州|九江|威海|济宁|泰安|德州|聊城|菏泽|日照|滨州|开封|南阳|新乡|安阳|许昌|商丘|信阳|宜昌|襄阳|荆州|岳阳|衡阳|常德|湘潭|中山|惠州|江门|汕头|湛江|茂名|肇庆|柳州|桂林|北海|绵阳|德阳|南充|宜宾|泸州|遵义|曲靖|大理|丽江|宝鸡|咸阳|延安|天水|义乌|昆山|慈溪|张家口|沧州|衡水|邢台|抚顺|丹东|营口|连云港|淮安|宿迁|马鞍山|阜阳|六安|上饶|宜春|吉安|十堰|黄石|孝感|株州|郴州|邵阳|清远|揭阳|潮州|梅州|玉林|乐山|达州|自贡");
    private static final Pattern NOT_CITY = Pattern.compile("(在|去)(韩国)|(上海|北京|广州|武汉)(康宁|威宁|牌)");
    private static final Pattern BUDGET = Pattern.compile(
            "(?:预算|准备花|最多|不超过|控制在|只有|手里有|手头有)(?:大概|大约|是|在|有|只有|就)?\\s*((?:[0-9]+(?:\\.[0-9]+)?|[一二两三四五六七八九十百千]+)(?:[-到~至][0-9一二两三四五六七八九十百千万.]+)?(?:多?万|千|百|k|w|多?元|多?块)*(?:[一二三四五六七八九])?(?:钱)?(?:以内|左右|以下|出头|上下)?)"
                    + "|((?:[0-9]+|[一二两三四五六七八九十]+)(?:万|千|k|w|元|块|百)+(?:钱)?(?:以内|左右|以下|上下)?)(?=的(?:项目|预算|套餐)|预算|能做|够)");
    private static final Pattern PHONE = Pattern.compile("(?<![0-9])(1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4})(?![0-9])");
    private static final Pattern REFERRAL = Pattern.compile(
            "(朋友|闺蜜|同事|姐妹|同学|亲戚|表姐|表妹|邻居|老公|老婆|姐姐?|妹妹?|妈妈?|嫂子|室友|大姐|阿姨|学姐|老顾客|熟人)[^。！？!?]{0,14}(介绍|推荐|让我来|叫我来|说你们家?)(?!一下|个)|(推荐|介绍)(我)?来的|(朋友|闺蜜|同事|同学|姐|妹|嫂子|表姐|室友)[^。！？]{0,8}(你们|你)(这|家|那|店|医院)[^。！？]{0,6}(做|打|割|弄|整)的?[^。！？]{0,10}(好|不错|自然|我也)");
    private static final Pattern NO_REFERRAL = Pattern.compile("(广告|抖音|小红书|美团)[^。]{0,6}(推荐|介绍)");

    /** Tells which patterns a text cannot match, so that they are not tried. */
    private static final Map<Pattern, Integer> NUMBERS = new HashMap<>();

    private static final Wordings GATE = gate();

    private FactReader() {}

    private static Wordings gate() {
        Wordings.Builder builder = new Wordings.Builder();
        for (Pattern pattern : List.of(AGE, OWN_AGE, HAN_AGE, CHILD, PREGNANT, TIMING, CITY, BUDGET, PHONE, REFERRAL)) {
            NUMBERS.put(pattern, builder.add(pattern.pattern()));
        }
        return builder.build();
    }

    private static boolean possible(Pattern pattern, Wordings.Reading reading) {
        return reading.possible(NUMBERS.getOrDefault(pattern, 0));
    }

    static Map<String, Object> read(String text, boolean cautious) {
        Map<String, Object> facts = new LinkedHashMap<>();
        Wordings.Reading reading = GATE.read(text);
        Optional<Integer> age = age(text, reading);
        age.ifPresent(years -> facts.put("age", years));
        boolean young = age.map(years -> years < ADULT)
                .orElseGet(() ->
                        says(CHILD, text, reading) && !NOT_CHILD.matcher(text).find());
        if (young) {
            facts.put("minor", true);
        }
        if (says(PREGNANT, text, reading) && !NOT_PREGNANT.matcher(text).find()) {
            facts.put("pregnant", true);
        }
        if (!cautious && says(TIMING, text, reading) && looksAhead(text)) {
            found(TIMING, text, 0).ifPresent(timing -> facts.put("timing", timing));
        }
        if (says(CITY, text, reading) && !NOT_CITY.matcher(text).find()) {
            found(CITY, text, 0).ifPresent(city -> facts.put("city", city));
        }
        if (says(BUDGET, text, reading)) {
            found(BUDGET, text, 1).or(() -> found(BUDGET, text, 2)).ifPresent(budget -> facts.put("budget", budget));
        }
        if (possible(PHONE, reading)) {
            found(PHONE, text, 1).ifPresent(phone -> facts.put("phone", phone));
        }
        if (says(REFERRAL, text, reading) && !NO_REFERRAL.matcher(text).find()) {
            facts.put("referral", true);
        }
        return facts;
    }

    private static boolean looksAhead(String text) {
        return LOOKS_AHEAD.matcher(text).find() && !PAST.matcher(text).find();
    }

    private static boolean says(Pattern pattern, String text, Wordings.Reading reading) {
        return possible(pattern, reading) && pattern.matcher(text).find();
    }

    private static Optional<Integer> age(String text, Wordings.Reading reading) {
        if (possible(AGE, reading) || possible(HAN_AGE, reading)) {
            Optional<Integer> years = found(AGE, text, 1)
                    .map(Integer::valueOf)
                    .or(() -> found(HAN_AGE, text, 1).map(FactReader::number));
            if (years.isPresent()) {
                return years;
            }
        }
        if (!possible(OWN_AGE, reading)) {
            return Optional.empty();
        }
        return found(OWN_AGE, text, 1)
                .or(() -> found(OWN_AGE, text, 2))
                .or(() -> found(OWN_AGE, text, 3))
                .map(Integer::valueOf);
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
        return matcher.find() ? Optional.ofNullable(matcher.group(group)) : Optional.empty();
    }
}
