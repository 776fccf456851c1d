package nightdesk.responder.night;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Recognises what a patient's words ask for, where a list of turns of phrase is enough. Tuned to err towards no match. */
final class PatientWords {
    private static final String PARTICLES = "[\\s,.。!?~…、;:()哈啊呀哦噢喔嗯呢吧啦嘛哒哟呗了的亲\\p{So}\\p{Sk}\\p{Cs}]*";
    private static final Pattern THANKS = insensitive("(?:" + PARTICLES
            + "(?:好|好的|好滴|好嘞|行|可以|嗯|哦|噢|喔|收到|明白|懂|知道|知道了|了解|了解了|清楚|谢谢|谢|多谢|感谢|辛苦|麻烦了|没事|没事了|没有了|拜拜|再见|晚安|ok|okay|okok|thx|thanks|thank you|thank|you|bye|got it|哈|嘻|呵|你|您|[\\[【][^\\]】]{1,4}[\\]】]))+"
            + PARTICLES);
    private static final Pattern REMARK = insensitive("^(?:哦|噢|喔|嗯|好的|好吧|好|行|哈哈|ok|明白|知道了|了解)[\\s,.。!~了啊呀的]*.{0,24}$");
    private static final Pattern LATER =
            insensitive("(?:到时候|以后|过(?:段时间|几天)|下次|改天|回头)再(?:约|说|来|看|联系|问|考虑)|再(?:考虑|想想|看看)");
    private static final Pattern GREETING = insensitive("(?:" + PARTICLES
            + "(?:在|在吗|在么|在不在|在嘛|还在吗|你好|您好|hi|hello|hey|嗨|喂|哈喽|有人|有人吗|有人在吗|有没有人|想问下|想问一下|想问|问一下|问下|请问|请问一下|请问下|咨询|咨询一下|咨询下|想咨询|想咨询一下|打扰了|打扰一下|听到了吗|听到吗|听见了吗|能听到吗|看到了吗|看见了吗|人呢|晚上好|早上好|早|晚好|医生|客服|老师|小姐姐|吗|么|嘛|亲))+"
            + PARTICLES + "|[?!\\s.。~]+");
    private static final Pattern ASKS = insensitive(
            "[?]|吗|么(?!样的)|呢\\s*$|多少|多久|多长|几(?:天|次|点|号|个|支|年|岁|家|层|楼|周|月|钱)|怎[么样]|咋|如何|哪|什么|啥|为何|为什么|能不能|可不可以|行不行|好不好|要不要|有没有|有无|是不是|会不会|疼不疼|痛不痛|贵不贵|能否|是否|可否|价格|价钱|价位|费用|收费|报价|地址|位置|电话是|时间表|停车|流程|找谁|还是.{1,10}好|了没"
                    + "|\\b(?:how|what|when|where|which|who|why|do i|do you|can i|can you|could|is it|is there|are you|does|price|cost|much)\\b");
    private static final Pattern HUMAN = insensitive(
            "(?:转|找|要|接|换|叫|来个?|给我|呼叫|联系|安排)(?:一?[个位下]|到|接)?(?:人工(?!智能|晶体|骨|泪液|耳蜗|授精|关节|牙|鼻)|真人|活人|人工客服|客服|在线客服)"
                    + "|^\\s*(?:人工|人工客服|真人|真人客服|客服)[!。.~\\s]*$|人工服务|不(?:要|想)(?:跟|和)?(?:你|这个)?(?:机器人|ai)(?:说|聊)?|别(?:用|让)(?:机器人|ai)"
                    + "|(?:让|叫|换)(?:个)?(?:真)?人(?:来|出来|跟我|和我|回)|(?:speak|talk|chat)(?: to| with) (?:a |an |some)?(?:human|real person|person|agent|staff|someone)|real person|human agent");
    private static final Pattern NOT_HUMAN =
            insensitive("(?:不用|不要|不必|不需要|别)(?:转|找|叫)?(?:人工|真人|客服)|明[天早].{0,8}(?:人工|客服|真人)");
    private static final Pattern GRIEVANCE = insensitive(
            "投诉|差评|举报|曝光|维权|起诉|告你们|告(?:到)?法院|上法院|律师|卫健委|卫生局|药监|消协|消保委|12315|12345|市场监管|工商局|骗(?:人|子|钱|我)|欺骗|黑店|毁容|做坏|做毁|做残|不负责|赔偿|赔钱|赔我|太坑|被坑|坑人|坑我|坑钱|真坑|忽悠|太差劲|垃圾医院|没良心|无良|虚假宣传|态度.{0,4}(?:差|恶劣)"
                    + "|说好.{0,20}(?:结果|现在|还)");
    private static final Pattern AUTHORITY = insensitive(
            "卫健委|卫生局|卫生监督|药监|消协|消保委|12315|12320|市场监管|工商|媒体|记者|曝光|热搜|律师|起诉|告你们|法院|举报|报警|挂(?:到|上)?(?:网|小红书|抖音|微博)|发(?:到|上)?(?:网上|小红书|抖音|微博)");
    private static final Pattern BODILY_HARM = insensitive(
            "红|肿|疼|痛|出血|流血|化脓|流脓|感染|发炎|溃|烂|脱皮|留疤|疤|歪|塌|不对称|凹|凸|硬块|硬结|发?麻|发黑|烫伤|烧伤|毁容|后遗症|淤青|起泡|水泡|发烧|过敏|坏死|闭不上|睁不开|看不清|渗液|裂开");
    private static final Pattern COMPLAINT_FOLLOW_UP =
            insensitive("^.{0,6}(?:找谁|找哪|怎么(?:投诉|处理|办)|谁(?:负责|管|来处理)|给个说法|什么说法|电话多少).{0,6}$");
    private static final Pattern DELETION = insensitive(
            "(?:删|清)(?:除|掉|了|空)?.{0,8}(?:聊天|记录|信息|资料|数据|档案)|(?:聊天|记录|信息|资料|数据).{0,8}(?:删|清)(?:除|掉|了|空)?|(?:现在|马上|立刻|赶紧)就?(?:给我|帮我)?删|delete my");
    private static final Pattern CANCELLATION = insensitive(
            "(?:取消|改期|改约|改到|推迟|延期|延后|提前|改时间|换时间|退掉?).{0,16}(?:预约|面诊|手术|号|约的|复诊)|(?:预约|面诊|手术|复诊|约的).{0,16}(?:取消|改期|改约|改到|推迟|延期|改时间|换时间|退掉)|取消了(?:没|吗)|(?:帮我|给我)(?:取消|改期)");
    private static final Pattern ASKS_ABOUT_RULE = insensitive("怎么|如何|要提前|多久|可以.{0,8}吗|能.{0,8}吗|收费|扣");
    private static final Pattern OTHERS = insensitive(
            "(?:他|她|我(?:老婆|老公|妈|爸|女朋友|男朋友|对象|女儿|儿子|姐|妹|闺蜜|朋友|同事)|某某|[\\u4e00-\\u9fff]{2,3}(?:女士|小姐|先生)).{0,14}(?:是不是|有没有|到底|是否|究竟)?.{0,10}(?:做(?:了|过)(?:什么|啥|没|吗|哪)|来过|去过你们|花了多少|消费了?多少|的(?:病历|记录|档案|手术记录|照片))"
                    + "|(?:是不是|有没有)在你们(?:那|那里|家|这|医院|门诊).{0,6}(?:做|来|看)|(?:做了(?:啥|什么)|花了多少).{0,12}(?:家属|有权|知道)|家属.{0,6}(?:有权|知情)|我是.{1,8}(?:的)?(?:老公|老婆|丈夫|妻子|家属|男朋友|女朋友|爱人)(?!,?我?想)|(?:别人|其他(?:顾客|客人|患者)|某(?:明星|网红)).{0,10}(?:做|价|多少|记录|照片)");
    private static final Pattern ABUSE = insensitive(
            "傻[逼比币叉bx]|煞笔|沙比|(?<![a-z])s+b+(?![a-z])|妈的|他妈|操你|草你|艹|滚(?!烫|动|针|轮)|废物|智障|脑残|弱智|神经病|有病吧|屁都不|去你的|狗屁|垃圾|蠢|cnm|nmsl|fuck|idiot|stupid");
    private static final Pattern LOOKS = insensitive(
            "(?:你|帮我|帮忙|给我|您)(?:先)?(?:看看|看下|看一下|判断|评估|分析)|看(?:看)?(?:照片|图|我的脸|我的眼|我的鼻)|发(?:你|了|张)?(?:照片|图)|适合(?:割|做|打|隆|开|垫)?(?:多|什么|哪)|\\d+\\s?mm|先说个大概|好看吗|好不好看|什么(?:脸型|眼型|肤质)|严不严重|严重吗");
    private static final Pattern BOOKING = insensitive(
            "(?:想|要|帮我|给我|麻烦|可以)?(?:约|预约|挂)(?:一?[个下]|在|到)?.{0,16}(?:医生|面诊|时间|号|周|星期|礼拜|明天|后天|上午|下午|点|做|打)|(?:想|要|帮我|给我)(?:预约|约)|改(?:成|到|约).{0,12}(?:周|星期|礼拜|明天|后天|上午|下午|点)|book|appointment");
    private static final Pattern PRICE = insensitive("多少(?:钱|一)?|价格|价钱|价位|费用|收费|报价|贵|便宜|优惠|how much|price|cost");
    private static final Pattern INTEREST = insensitive("想(?:了解|做|打|约|问|咨询|弄|割|种|看看|去|试)|咨询|有兴趣|感兴趣|interested");
    private static final Pattern NORMAL = insensitive("正常|要紧|没事吧|有事吗|严重|怎么办|要不要|要去|用不用|处理|是不是|怎么回事|会不会");
    private static final Pattern ENGLISH = insensitive("(?:speak|understand|know) english|in english|english\\s*[?]");
    private static final int LONGEST_COURTESY = 60;
    private static final Pattern LATIN = Pattern.compile("[a-zA-Z]");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    private PatientWords() {}

    private static Pattern insensitive(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    /** Folds full-width and compatible forms, so that one spelling of a sign is enough above. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    }

    static boolean isThanks(String text) {
        return isShort(text) && !text.contains("?") && THANKS.matcher(text).matches();
    }

    /** Returns whether a line only comments on what was said: nothing asked, nothing wanted now. */
    static boolean isRemark(String text) {
        return !asks(text)
                && (REMARK.matcher(text).find() || LATER.matcher(text).find());
    }

    static boolean isGreeting(String text) {
        return isShort(text) && GREETING.matcher(text).matches();
    }

    /** The patterns of courtesies repeat within a repetition: on a long text they would take minutes, or the stack. */
    private static boolean isShort(String text) {
        return text.length() <= LONGEST_COURTESY;
    }

    static boolean asks(String text) {
        return ASKS.matcher(text).find();
    }

    static boolean wantsHuman(String text) {
        return HUMAN.matcher(text).find() && !NOT_HUMAN.matcher(text).find();
    }

    static boolean complains(String text) {
        return GRIEVANCE.matcher(text).find();
    }

    static boolean followsUpComplaint(String text) {
        return COMPLAINT_FOLLOW_UP.matcher(text).find();
    }

    static boolean namesAuthority(String text) {
        return AUTHORITY.matcher(text).find();
    }

    static boolean namesBodilyHarm(String text) {
        return BODILY_HARM.matcher(text).find();
    }

    static boolean wantsDeletion(String text) {
        return DELETION.matcher(text).find();
    }

    static boolean cancels(String text) {
        return CANCELLATION.matcher(text).find()
                && !ASKS_ABOUT_RULE.matcher(text).find();
    }

    static boolean asksAboutOthers(String text) {
        return OTHERS.matcher(text).find();
    }

    static boolean isAbuse(String text) {
        return ABUSE.matcher(text).find();
    }

    static boolean asksForLooks(String text) {
        return LOOKS.matcher(text).find();
    }

    static boolean books(String text) {
        return BOOKING.matcher(text).find();
    }

    static boolean asksPrice(String text) {
        return PRICE.matcher(text).find();
    }

    static boolean isInterested(String text) {
        return asksPrice(text)
                || (books(text) && !cancels(text))
                || INTEREST.matcher(text).find();
    }

    static boolean asksWhetherNormal(String text) {
        return NORMAL.matcher(text).find();
    }

    static boolean asksForEnglish(String text) {
        return ENGLISH.matcher(text).find();
    }

    static boolean isEnglish(String text) {
        return LATIN.matcher(text).results().count()
                > 4 * HAN.matcher(text).results().count() + 4;
    }
}
