package nightdesk.responder.night;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.lead.LeadNotes;

/**
 * Every sentence the night desk may say of its own accord. They are approved like knowledge: nothing a patient writes
 * gets into them but the canonical names of treatments and a masked phone number. A test sends each through the
 * compliance gate.
 */
record Words(NightCalendar calendar, Instant now) {
    static final String MARK = "【AI助手】";
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M月d日", Locale.ROOT);

    static final String EMERGENCY = "您说的情况可能有危险，请立即拨打120，或马上去最近的医院急诊，尽量让身边的人陪着您。请不要自行处理，也不要等到天亮。";
    static final String SELF_HARM = "您的安全最要紧。请马上联系身边信任的人陪着您，也可以拨打12356心理援助热线；如果现在就有危险，请立即拨打110或120。";
    static final String EMERGENCY_AGAIN = "请先处理眼下的情况：立即拨打120，或马上去最近的医院急诊。其他事情等您安全之后再说。";
    static final String SELF_HARM_AGAIN = "请先照顾好自己：拨打12356心理援助热线，危急时拨打110或120，并让信任的人陪着您。";
    /** What sends to help; each is said although the gate objects. */
    static final List<String> HELP = List.of(EMERGENCY, SELF_HARM, EMERGENCY_AGAIN, SELF_HARM_AGAIN);

    static final String URGENT = "这种情况需要医护人员判断，我不能判断是否正常。";
    static final String URGENT_AGAIN = "是否正常需要医护人员判断，请不要等待，现在就联系值班医护人员；加重时请拨打120或去最近的医院急诊。";
    static final String URGENT_WITHOUT_LINE = "请尽快联系为您治疗的医生或去就近医院；加重时请拨打120或去急诊。";
    static final String COMPLAINT = "您反映的情况已登记，会由负责人跟进。";
    static final String NO_HUMAN = "现在没有人工值守，我是智能助手，不能为您接通人工。";
    static final String DELETION_AGAIN = "我不能直接删除，申请已登记，由工作人员核实身份后处理。";
    static final String WITHDRAWN = "收到，已登记不再用您留的联系方式联系您。";
    static final String MINOR = "需要监护人陪同您一起面诊，在这里不能为您登记预约。";
    static final String OTHERS = "涉及他人的就诊信息，我不能确认，也不能提供。";
    static final String CANCEL = "我不能代您取消或改期，已登记您的要求，由客服上班后与您确认。";
    static final String VOICE = "抱歉，我无法收听语音，请把想问的内容打字发给我。";
    static final String PICTURE = "抱歉，我不能根据照片或描述判断，需要医生面诊评估。想了解的内容可以打字告诉我。";
    static final String LOOKS = "是否适合、怎么做，需要医生当面评估，我不能根据照片或描述判断。";
    static final String GREETING = "在的，请直接写下想了解的项目或问题。";
    static final String ENGLISH =
            "You are welcome to write in English. I can only reply with approved texts, most of them in Chinese, and our staff will follow up.";
    static final String CALM = "抱歉没有帮到您。请直接写下想了解的项目或问题，我会回复已审核的内容。";
    static final String NOT_BOOKED = "还没有约上，以顾问与您确认为准。";
    static final String UNDECIDED = "您的消息已收到，我暂时无法回答，已转给同事。如果出现呼吸困难、看不清、出血不止、皮肤发白发黑或剧烈疼痛，请立即拨打120。";
    static final String EARLY = "您希望的时间已记下，那时还没有顾问上班，最早要等上班后才能联系您。";
    static final String ASK_CONTACT = "如需顾问联系，可以在这里留下联系方式和方便的时间。";

    /** The sentences above that stand alone: what the gate is tested with. */
    List<String> all() {
        List<String> all = new ArrayList<>(List.of(
                EMERGENCY,
                SELF_HARM,
                EMERGENCY_AGAIN,
                SELF_HARM_AGAIN,
                URGENT,
                URGENT_AGAIN,
                URGENT_WITHOUT_LINE,
                COMPLAINT,
                NO_HUMAN,
                DELETION_AGAIN,
                WITHDRAWN,
                MINOR,
                OTHERS,
                CANCEL,
                VOICE,
                PICTURE,
                LOOKS,
                GREETING,
                ENGLISH,
                CALM,
                NOT_BOOKED,
                EARLY,
                UNDECIDED,
                ASK_CONTACT));
        all.addAll(List.of(introduction(), promise(), refusal(), noted(), seenAbove(), urgentFollowUp()));
        return all;
    }

    /** Says once a night who is writing and that people will follow up. */
    String introduction() {
        return "您好，我是夜间智能助手，只回复已审核的内容，顾问" + day() + clock() + "上班后会跟进。";
    }

    String promise() {
        return "顾问" + day() + "联系您（" + clock() + "上班后）。";
    }

    String refusal() {
        return "这个问题没有已审核的答案，我不能随意回答。已为您登记，" + promise();
    }

    String noted() {
        return "已为您记下，" + promise();
    }

    String seenAbove() {
        return "这个问题以上面的答复为准，需要进一步确认的，" + promise();
    }

    String urgentFollowUp() {
        return "已登记为优先处理，" + promise();
    }

    /** Reads back what was noted: canonical names and a masked number only. */
    String contactNoted(LeadNotes notes) {
        List<String> noted = new ArrayList<>(notes.treatments());
        if (notes.phone() != null) {
            noted.add("电话" + notes.maskedPhone());
        }
        if ("微信".equals(notes.wantedWay()) || (notes.phone() == null && notes.wechat() != null)) {
            noted.add("通过微信联系");
        }
        if (notes.wantedTime() != null) {
            noted.add("您希望的联系时间");
        }
        return noted.isEmpty() ? noted() : "已登记：" + String.join("、", noted) + "。" + promise();
    }

    private LocalDateTime back() {
        return LocalDateTime.ofInstant(calendar.staffBack(now), calendar.zone());
    }

    private String clock() {
        return CLOCK.format(back());
    }

    /** Returns 今早, 明早, 今天下午, … for the moment staff are back. */
    private String day() {
        LocalDate today = calendar.date(now);
        LocalDateTime back = back();
        if (back.toLocalDate().isAfter(today.plusDays(1))) {
            return DAY.format(back);
        }
        String day = back.toLocalDate().equals(today) ? "今" : "明";
        return day + part(back.getHour());
    }

    private static String part(int hour) {
        if (hour < 11) {
            return "早";
        }
        return hour < 18 ? (hour < 13 ? "天中午" : "天下午") : "晚";
    }
}
