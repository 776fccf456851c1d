package nightdesk.responder.night;

import java.time.ZoneId;
import java.util.List;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.NlpModule;
import nightdesk.nlp.Triage;
import nightdesk.responder.ComplianceGate;
import nightdesk.responder.Composer;
import nightdesk.responder.KnowledgeBase;
import nightdesk.responder.KnowledgeItem;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.compliance.ComplianceConfiguration;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The desk with the shipped lexicon, triage and gate, and a knowledge of a handful of items. */
public final class TestDesk {
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    public static final NightCalendar CALENDAR = NightCalendar.of("21:00-09:00", ZONE);
    public static final List<KnowledgeItem> ITEMS = List.of(
            item("kb-hours", "hours", "你们几点开门、几点关门？", "每天9:00–21:00接诊。"),
            item("kb-night", "hours", "夜里有人工客服吗？现在回复我的是谁？", "夜间由智能助手值守，只回复已审核的常见问题，客服在9:00上班后联系您。"),
            item("kb-address", "address", "静安院区地址在哪里？", "静安院区位于云栖路268号。"),
            item("kb-parking", "address", "停车方便吗？怎么收费？", "就诊当天可减免2小时停车费。"),
            item("kb-thermage", "price", "热玛吉多少钱？", "公示价目表：热玛吉眼部8800–12800元，全面部16800–26800元，以面诊为准。"),
            item("kb-cancel", "booking", "预约怎么改期或取消？", "请至少提前4小时，在公众号“我的预约”里操作。"),
            item("kb-minor", "suitability", "未成年人可以做吗？", "未满18周岁不做美容性手术和注射，牙齿矫正等须由监护人到场签字。"),
            item("kb-private", "policy", "我的就诊信息会保密吗？", "未经您书面同意不会向他人透露。"),
            item("kb-delete", "policy", "可以删除聊天记录和个人信息吗？", "可以申请，15个工作日内处理并回复。"),
            item("kb-complain", "policy", "怎么投诉？", "可拨打院内投诉电话021-5550-0166。"),
            item("kb-duty", "emergency", "术后晚上不舒服联系谁？", "请立即拨打24小时值班电话021-5550-0199。情况危急请先拨打120。"),
            item("kb-filler", "emergency", "打完玻尿酸皮肤发白、剧痛或看不清怎么办？", "请立即拨打120，同时拨打24小时值班电话021-5550-0199。"));
    private static final AnnotationConfigApplicationContext CONTEXT = context();

    private TestDesk() {}

    private static KnowledgeItem item(String id, String category, String question, String answer) {
        return WordOverlapKnowledge.item(id, category, question, answer);
    }

    private static AnnotationConfigApplicationContext context() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.register(NlpModule.class, ComplianceConfiguration.class);
        context.refresh();
        return context;
    }

    public static Lexicon lexicon() {
        return CONTEXT.getBean(Lexicon.class);
    }

    public static Triage triage() {
        return CONTEXT.getBean(Triage.class);
    }

    public static ComplianceGate gate() {
        return CONTEXT.getBean(ComplianceGate.class);
    }

    public static NightDesk desk() {
        return desk(CALENDAR, new WordOverlapKnowledge(ITEMS), new WordForWord(), gate());
    }

    public static NightDesk desk(
            NightCalendar calendar, KnowledgeBase knowledge, Composer composer, ComplianceGate gate) {
        return new NightDesk(calendar, triage(), lexicon(), knowledge, composer, gate);
    }
}
