package nightdesk.ingest.crm;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a column of an export, or a member of an event, may mean. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are made by List.of
enum CrmField {
    ID("id", "记录编号", "记录编号", "订单号", "订单编号", "单号", "就诊号", "流水号", "消费单号", "orderid", "visitid", "eventid"),
    KIND("kind", "记录类型", "记录类型", "类型", "业务类型", "kind"),
    AT(
            "at", "发生时间", "时间", "日期", "发生时间", "就诊时间", "就诊日期", "到院时间", "到院日期", "到诊时间", "到诊日期", "下单时间", "成交时间", "成交日期",
            "消费时间", "消费日期", "开单时间", "开单日期", "付款时间", "治疗时间", "治疗日期", "建档时间", "建档日期", "登记时间", "登记日期", "创建时间", "阅读时间",
            "关注时间"),
    CRM_ID(
            "crmId", "客户编号", "客户编号", "客户号", "客户id", "顾客编号", "会员号", "会员编号", "会员卡号", "病历号", "档案号", "患者编号", "患者id",
            "crmid"),
    EXTERNAL_USERID("externalUserid", "企业微信客户 ID", "externaluserid", "外部联系人id", "企微id", "企微客户id", "企业微信id", "企业微信客户id"),
    UNIONID("unionid", "微信 unionid", "unionid", "微信unionid"),
    OPENID("openid", "小程序 openid（应用/编号）", "openid", "小程序openid"),
    WXID("wxid", "个人微信 wxid", "wxid"),
    PHONE("phone", "手机号", "手机号", "手机", "手机号码", "电话", "电话号码", "联系电话", "联系方式", "移动电话", "phone", "mobile"),
    NAME("name", "姓名", "姓名", "客户姓名", "客户名称", "顾客姓名", "会员姓名", "患者姓名", "名字", "昵称", "name"),
    GENDER("gender", "性别", "性别", "gender"),
    BIRTHDAY("birthday", "生日", "生日", "出生日期", "birthday"),
    AGE("age", "年龄", "年龄", "age"),
    CITY("city", "城市", "城市", "所在城市", "地区", "区域", "所在地区", "省市", "city"),
    SOURCE("source", "客户来源", "来源", "客户来源", "渠道", "来源渠道", "渠道来源", "获客渠道"),
    LEVEL("level", "会员等级", "会员等级", "会员级别", "客户等级", "等级", "级别", "level"),
    REMARK("remark", "备注", "备注", "remark"),
    DEPARTMENT("department", "科室", "科室", "就诊科室", "开单科室", "department"),
    DOCTOR("doctor", "医生", "医生", "接诊医生", "主诊医生", "治疗医生", "主治医生", "医师", "关注医生", "doctor"),
    STAFF("staff", "咨询师", "咨询师", "现场咨询", "咨询人员", "客服", "接待人", "接待人员", "staff"),
    TREATMENT("treatment", "项目", "项目", "项目名称", "治疗项目", "消费项目", "成交项目", "品项", "品项名称", "商品", "商品名称", "产品名称", "treatment"),
    VISIT_TYPE("visitType", "就诊类型", "就诊类型", "到诊类型", "来院类型", "初复诊", "初诊复诊", "visittype"),
    AMOUNT("amount", "金额（分）", "金额分", "amount"),
    AMOUNT_YUAN("amountYuan", "金额（元）", "金额", "金额元", "实收", "实收金额", "实付金额", "成交金额", "消费金额", "订单金额", "付款金额", "应收金额"),
    CURRENCY("currency", "币种", "币种", "currency"),
    STATUS("status", "状态", "状态", "订单状态", "status"),
    SESSION("session", "第几次", "第几次", "本次次数", "治疗次数", "次数", "session"),
    OF("of", "疗程总次数", "总次数", "疗程次数", "疗程总次数", "of"),
    ARTICLE("article", "文章", "文章", "文章标题", "阅读文章", "article"),
    REFERRER("referrer", "介绍人", "介绍人", "推荐人", "老客户", "referrer"),
    REFERRED("referred", "被介绍人", "被介绍人", "被推荐人", "新客户", "referred"),
    BRANCH("branch", "院区", "院区", "门店", "机构", "分院", "branch");

    private final String key;
    private final String title;
    private final List<String> headers;

    CrmField(String key, String title, String... headers) {
        this.key = key;
        this.title = title;
        this.headers = List.of(headers);
    }

    /** Returns the name in JSON and in a mapping. */
    String key() {
        return key;
    }

    /** Returns the Chinese name. */
    String title() {
        return title;
    }

    /** Returns whether it tells who the patient is. */
    boolean isPatient() {
        return compareTo(CRM_ID) >= 0 && compareTo(NAME) <= 0;
    }

    static Optional<CrmField> of(String key) {
        return Arrays.stream(values()).filter(field -> field.key.equals(key)).findFirst();
    }

    /** Guesses what a column means by its header. */
    static Optional<CrmField> guess(String header) {
        String plain = Normalizer.normalize(header, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s_\\-()\\[\\]【】:：*/\\uFEFF]", "");
        return Arrays.stream(values())
                .filter(field -> field.headers.contains(plain))
                .findFirst();
    }
}
