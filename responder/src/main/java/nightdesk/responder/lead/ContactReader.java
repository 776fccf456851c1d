package nightdesk.responder.lead;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds WeChat ids, names, the wanted way and withdrawals in one line. */
final class ContactReader {
    private static final Pattern SAME_NUMBER = Pattern.compile(
            "微信?(?:号)?(?:也)?(?:同号|同电话|同手机)|同号|微信(?:就|也)?是(?:这个|电话|手机|一样)|(?:手机|电话)(?:就|也)?是微信"
                    + "|加(?:这个|手机|电话)号?.{0,4}微信|wechat.{0,6}same",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WECHAT_ID = Pattern.compile(
            "(?:微信|薇信|威信|微❤|v信|vx|wx|wechat|weixin|(?<![a-zA-Z])v)\\s*(?:号码?|id)?\\s*(?:是|为|:|is|→)?\\s*"
                    + "([a-zA-Z][a-zA-Z0-9_-]{5,19})(?![a-zA-Z0-9_-])",
            Pattern.CASE_INSENSITIVE);
    private static final List<Pattern> NAMES = List.of(
            Pattern.compile("(?:我?(?:免贵)?姓)\\s*([\\u4e00-\\u9fff]{1,2}?)(?:女士|小姐|先生)?(?![\\u4e00-\\u9fff])"),
            Pattern.compile("(?:我?(?:免贵)?姓)\\s*([\\u4e00-\\u9fff])"),
            Pattern.compile("(?:我叫|名字叫?|称呼我?|我的名字是|叫我)\\s*([\\u4e00-\\u9fff]{2,4}?)(?=$|[^\\u4e00-\\u9fff]|吧|就)"),
            Pattern.compile("(?:我是)\\s*([\\u4e00-\\u9fff](?:女士|小姐|先生))"),
            Pattern.compile("(?:name\\s*(?:is|'s|:)|i\\s*am called|call me)\\s*([A-Z][a-zA-Z]{1,20})(?![a-zA-Z])"),
            Pattern.compile("(?:name\\s*(?:is|:))\\s*([a-zA-Z]{2,20})(?![a-zA-Z])", Pattern.CASE_INSENSITIVE));
    private static final Pattern NO_NAME = Pattern.compile("什么|啥|名谁|甚");

    private static final Pattern BY_WECHAT = Pattern.compile(
            "微信.{0,4}(?:联系|说|聊|沟通|回|发)|加我?(?:个)?(?:微信|v|wx)|发(?:我)?微信|(?:别|不要|不用|勿)(?:给我)?打?(?:来)?电话"
                    + "|不方便(?:接|打)|(?:别|不要)打(?:给我|我|过来)|on wechat|by wechat|don'?t call",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BY_PHONE =
            Pattern.compile("(?:别|不要|不用)加?(?:我)?(?:微信|v)|只接电话|(?:还是)?电话(?:联系|沟通)(?:就|吧|最)", Pattern.CASE_INSENSITIVE);
    private static final Pattern WITHDRAWN = Pattern.compile(
            "(?:别|不要|不用|不必|请勿|甭|勿)(?:再|来)?(?:联系|打扰|骚扰|找|打电话给|打给|联络)我(?!妈|爸|老公|老婆|家|单位|公司|男|女|朋友|[^了,。!?;\\s]{0,4}微信)"
                    + "|(?:号码?|电话|手机|联系方式).{0,6}(?:删|作废|撤回|不留了|别记|别用|不算)"
                    + "|(?:删|撤回|去)掉?.{0,6}(?:号码|电话|手机号|联系方式)|不(?:想)?留(?:电话|号|手机)了"
                    + "|(?:do not|don'?t) (?:contact|call) me(?! before| until| after)|remove my number",
            Pattern.CASE_INSENSITIVE);

    private ContactReader() {}

    static boolean sameNumber(String line) {
        return SAME_NUMBER.matcher(line).find();
    }

    static Optional<String> wechat(String line) {
        return lastGroup(WECHAT_ID, line);
    }

    static Optional<String> name(String line) {
        return NAMES.stream()
                .flatMap(pattern -> lastGroup(pattern, line).stream())
                .filter(name -> !NO_NAME.matcher(name).find())
                .findFirst();
    }

    static Optional<String> way(String line) {
        if (BY_PHONE.matcher(line).find()) {
            return Optional.of("电话");
        }
        return BY_WECHAT.matcher(line).find() ? Optional.of("微信") : Optional.empty();
    }

    static boolean withdraws(String line) {
        return WITHDRAWN.matcher(line).find();
    }

    private static Optional<String> lastGroup(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        String last = null;
        while (matcher.find()) {
            last = matcher.group(1);
        }
        return Optional.ofNullable(last);
    }
}
