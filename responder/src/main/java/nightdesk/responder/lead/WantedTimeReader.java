package nightdesk.responder.lead;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds when a patient wants to be called back, in the patient's own words. A time counts only beside talk of being
 * reached: "周六上午打水光" is a wish for a visit, "周六上午打给我" one for a call.
 */
final class WantedTimeReader {
    private static final String DAY =
            "(?:今天|明天|后天|大后天|今晚|明晚|今早|明早|今儿|明儿|这?周末|(?:这|下|本)?(?:个)?(?:周|星期|礼拜)[一二三四五六日天末]|工作日"
                    + "|\\d{1,2}月\\d{1,2}[号日]|\\d{1,2}[号日](?!线|楼|口))";
    private static final String PART = "(?:一大早|早上|早晨|清早|上午|中午|午休(?:时间|时)?|午后|下午|傍晚|晚上|晚饭后|下班(?:后|以后|之后)|午饭后|凌晨)";
    private static final String NUMBER = "(?:\\d{1,2}|[一二两三四五六七八九]|十[一二]?|二十[一二三]?)";
    private static final String CLOCK = "(?:" + NUMBER + "点(?:半|一刻|三刻|钟|\\d{1,2}分?)?|\\d{1,2}[::]\\d{2})";
    private static final String EDGE = "(?:之?[前后]|以[前后]|左右)";
    private static final String CHINESE =
            "(?:" + DAY + "\\s?的?)?(?:" + PART + "\\s?)?" + CLOCK + "(?:\\s?[到至\\-~–]\\s?" + PART
                    + "?" + CLOCK + ")?" + EDGE + "?|" + DAY + "\\s?的?" + PART + "?" + EDGE + "?|" + PART + EDGE
                    + "?|随时(?:都)?(?:可以|行)?|什么时候都(?:可以|行)|都有空";
    private static final String ENGLISH_DAY =
            "(?:today|tonight|tomorrow|(?:this |next |on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:this |next )?weekend)";
    private static final String ENGLISH_CLOCK =
            "(?:(?:after|before|around|at|by|from) )?\\d{1,2}(?::\\d{2})?\\s?(?:am|pm|a\\.m\\.|p\\.m\\.|o'?clock)";
    private static final String ENGLISH = "(?:" + ENGLISH_DAY
            + "(?: (?:morning|afternoon|evening|noon))?(?:,? " + ENGLISH_CLOCK + ")?|" + ENGLISH_CLOCK
            + "|(?:in the )?(?:morning|afternoon|evening)(?! is)|any ?time)";
    private static final Pattern TIME = Pattern.compile(CHINESE + "|" + ENGLISH, Pattern.CASE_INSENSITIVE);
    private static final Pattern REACH = Pattern.compile(
            "打(?:给|我|电话|过来|来|一?个电话|一下电话)|来个?电话|联系|回电|来电|致电|回复我|回我|接电话|方便|有空|有时间|空闲|加我|找我|call|contact|ring|reach|text me|free",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern FILLER =
            Pattern.compile("[\\s\\p{Punct}\\p{IsPunctuation}]|可以|都行|方便|的话|好的|大概|那就?|就|吧|行|好|我|在|的|嗯|哈");

    private WantedTimeReader() {}

    /**
     * @param line one line without its phone number
     * @param invited whether we had just asked for a time: then the bare time is an answer
     * @param leavesContact whether the line leaves a contact
     */
    static Optional<String> find(String line, boolean invited, boolean leavesContact) {
        List<MatchResult> times = TIME.matcher(line)
                .results()
                .filter(found -> !found.group().isBlank())
                .toList();
        if (times.isEmpty()) {
            return Optional.empty();
        }
        Optional<MatchResult> reach = REACH.matcher(line).results().reduce((first, second) -> second);
        boolean answersUs = invited
                && FILLER.matcher(TIME.matcher(line).replaceAll(""))
                        .replaceAll("")
                        .isEmpty();
        if (reach.isEmpty() && !leavesContact && !answersUs) {
            return Optional.empty();
        }
        return Optional.of(nearest(times, reach.map(MatchResult::start).orElse(line.length())));
    }

    /** Returns the last time before the talk of being reached, or else the first after it. */
    private static String nearest(List<MatchResult> times, int reach) {
        List<MatchResult> before = new ArrayList<>(times);
        before.removeIf(time -> time.start() > reach);
        MatchResult chosen = before.isEmpty() ? times.getFirst() : before.getLast();
        return chosen.group().strip();
    }
}
