package nightdesk.ingest.crm;

import static nightdesk.ingest.crm.CrmField.AMOUNT;
import static nightdesk.ingest.crm.CrmField.ARTICLE;
import static nightdesk.ingest.crm.CrmField.AT;
import static nightdesk.ingest.crm.CrmField.DOCTOR;
import static nightdesk.ingest.crm.CrmField.LEVEL;
import static nightdesk.ingest.crm.CrmField.SESSION;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nightdesk.ingest.PatientEvent.Kind;

/** The kinds of records a CRM or a mini-program sends, and what each cannot do without. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are made by List.of
enum CrmKind {
    VISIT(Kind.VISIT, "就诊", List.of(AT), "就诊", "到诊", "到院", "初诊", "复诊"),
    ORDER(Kind.ORDER, "订单", List.of(AT, AMOUNT), "订单", "消费", "成交", "收费", "开单"),
    TREATMENT_SESSION(Kind.TREATMENT_SESSION, "疗程治疗", List.of(AT, SESSION), "疗程", "治疗", "划扣", "核销"),
    MEMBER_LEVEL(Kind.MEMBER_LEVEL, "会员等级", List.of(LEVEL), "会员", "会员等级", "升级"),
    ARTICLE_READ(Kind.ARTICLE_READ, "阅读文章", List.of(AT, ARTICLE), "阅读", "文章", "阅读文章"),
    DOCTOR_FOLLOWED(Kind.DOCTOR_FOLLOWED, "关注医生", List.of(AT, DOCTOR), "关注", "关注医生"),
    REFERRAL(Kind.REFERRAL, "转介绍", List.of(AT), "转介绍", "介绍", "推荐"),
    FRONT_DESK(Kind.FRONT_DESK, "客户资料", List.of(), "客户资料", "资料", "档案", "建档", "前台");

    private final String code;
    private final String title;
    private final List<CrmField> required;
    private final List<String> words;

    CrmKind(String code, String title, List<CrmField> required, String... words) {
        this.code = code;
        this.title = title;
        this.required = required;
        this.words = List.of(words);
    }

    String code() {
        return code;
    }

    String title() {
        return title;
    }

    List<CrmField> required() {
        return required;
    }

    /** Returns the kind of this code or this Chinese word. */
    static Optional<CrmKind> of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.code.equals(text) || kind.title.equals(text) || kind.words.contains(text))
                .findFirst();
    }

    /** Guesses from what the columns mean. */
    static CrmKind guess(Collection<CrmField> columns) {
        if (columns.contains(AMOUNT) || columns.contains(CrmField.AMOUNT_YUAN)) {
            return ORDER;
        }
        if (columns.contains(SESSION)) {
            return TREATMENT_SESSION;
        }
        if (columns.contains(CrmField.VISIT_TYPE)) {
            return VISIT;
        }
        if (columns.contains(ARTICLE)) {
            return ARTICLE_READ;
        }
        return columns.contains(CrmField.REFERRER) || columns.contains(CrmField.REFERRED) ? REFERRAL : FRONT_DESK;
    }

    static String listed() {
        return Arrays.stream(values()).map(CrmKind::code).collect(Collectors.joining("、"));
    }
}
