package nightdesk.ingest.crm;

import static nightdesk.ingest.crm.CrmField.AGE;
import static nightdesk.ingest.crm.CrmField.AMOUNT;
import static nightdesk.ingest.crm.CrmField.AMOUNT_YUAN;
import static nightdesk.ingest.crm.CrmField.AT;
import static nightdesk.ingest.crm.CrmField.BIRTHDAY;
import static nightdesk.ingest.crm.CrmField.CRM_ID;
import static nightdesk.ingest.crm.CrmField.CURRENCY;
import static nightdesk.ingest.crm.CrmField.EXTERNAL_USERID;
import static nightdesk.ingest.crm.CrmField.GENDER;
import static nightdesk.ingest.crm.CrmField.ID;
import static nightdesk.ingest.crm.CrmField.KIND;
import static nightdesk.ingest.crm.CrmField.OF;
import static nightdesk.ingest.crm.CrmField.OPENID;
import static nightdesk.ingest.crm.CrmField.PHONE;
import static nightdesk.ingest.crm.CrmField.REFERRED;
import static nightdesk.ingest.crm.CrmField.REFERRER;
import static nightdesk.ingest.crm.CrmField.SESSION;
import static nightdesk.ingest.crm.CrmField.UNIONID;
import static nightdesk.ingest.crm.CrmField.VISIT_TYPE;
import static nightdesk.ingest.crm.CrmField.WXID;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Json;
import nightdesk.ingest.PatientEvent;
import nightdesk.ingest.Phone;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one record, whichever way it came, into an event; or says in Chinese what is wrong with it. Numbers and times are
 * brought to one form: fen, ISO dates, normalised telephone numbers.
 */
final class CrmRecord {
    private static final int LONGEST = 500;
    private static final int LONGEST_ID = 200;
    private static final BigDecimal MOST_FEN = new BigDecimal("100000000000");

    private final String source;
    private final ZoneId zone;
    private final Instant receivedAt;
    private final Map<CrmField, String> values;
    private final List<String> problems = new ArrayList<>();
    private final ObjectNode data;

    /**
     * @param values what was given, none blank
     * @param extra members we do not know; kept as they came
     */
    CrmRecord(
            String source, ZoneId zone, Instant receivedAt, Map<CrmField, String> values, @Nullable ObjectNode extra) {
        this.source = source;
        this.zone = zone;
        this.receivedAt = receivedAt;
        this.values = new EnumMap<>(CrmField.class);
        values.forEach((field, value) -> this.values.put(field, value.strip()));
        this.data = extra == null ? Json.MAPPER.createObjectNode() : extra.deepCopy();
    }

    /**
     * @param event the event; null when there are problems
     * @param key what tells it from others of its source
     * @param content a hash of all that was given
     */
    record Read(@Nullable PatientEvent event, String key, String content, List<String> problems) {}

    /**
     * Reads it.
     *
     * @param occurrence how many equal records stood before it, for one without an id of its own
     */
    Read read(int occurrence) {
        String content = content();
        Optional<CrmKind> kind = kind();
        List<Identity> identities = identities();
        Optional<Instant> at = at(kind);
        fillData();
        kind.ifPresent(known -> requireFor(known));
        String id = values.get(ID);
        if (id != null && id.length() > LONGEST_ID) {
            problems.add("记录编号：收到 " + id.length() + " 个字符，最多 " + LONGEST_ID + " 个");
        }
        String key = id == null ? "content/" + content + "/" + occurrence : "id/" + id;
        if (!problems.isEmpty() || kind.isEmpty() || at.isEmpty()) {
            return new Read(null, key, content, List.copyOf(problems));
        }
        PatientEvent event = new PatientEvent(
                Ids.event("crm:" + source, key),
                kind.get().code(),
                identities,
                null,
                at.get(),
                receivedAt,
                "crm:" + source,
                data,
                null);
        return new Read(event, key, content, List.of());
    }

    private String content() {
        List<String> parts = new ArrayList<>();
        values.forEach((field, value) -> {
            parts.add(field.key());
            parts.add(value);
        });
        parts.add(data.toString());
        return Ids.hash(parts.toArray(String[]::new));
    }

    private Optional<CrmKind> kind() {
        String given = values.getOrDefault(KIND, "");
        Optional<CrmKind> kind = CrmKind.of(given);
        if (kind.isEmpty()) {
            problems.add("记录类型：收到“" + shortened(given) + "”，应为 " + CrmKind.listed() + " 之一");
        }
        return kind;
    }

    /** All of them are one person for certain. A telephone number alone names a person only when nothing better does. */
    private List<Identity> identities() {
        List<Identity> identities = new ArrayList<>();
        add(identities, CRM_ID, "crm", source + "/");
        add(identities, EXTERNAL_USERID, "external_userid", "");
        add(identities, UNIONID, "unionid", "");
        add(identities, OPENID, "openid", "");
        add(identities, WXID, "wxid", "");
        Optional<String> phone = phone();
        if (identities.isEmpty()) {
            phone.ifPresent(number -> identities.add(new Identity("phone", number)));
        }
        if (identities.isEmpty() && values.get(PHONE) == null) {
            problems.add("患者：没有任何编号，至少要有客户编号、external_userid、unionid、openid、wxid、手机号中的一个");
        }
        return identities;
    }

    private void add(List<Identity> identities, CrmField field, String kind, String prefix) {
        String value = values.get(field);
        if (value == null) {
            return;
        }
        if (value.length() > LONGEST_ID || value.chars().anyMatch(c -> c <= ' ')) {
            problems.add(field.title() + "：收到“" + shortened(value) + "”，应为不含空格、不超过 " + LONGEST_ID + " 个字符的编号");
        } else if (field == OPENID && value.indexOf('/') <= 0) {
            problems.add("小程序 openid：应写成“小程序 appid/openid”，收到的没有“/”");
        } else {
            identities.add(new Identity(kind, prefix + value));
        }
    }

    private Optional<String> phone() {
        String written = values.get(PHONE);
        if (written == null) {
            return Optional.empty();
        }
        Optional<String> phone = Phone.normalise(written);
        phone.ifPresentOrElse(
                number -> data.put("phone", number),
                () -> problems.add("手机号：收到 " + written.length() + " 个字符，不是手机号也不是带区号的座机号"));
        return phone;
    }

    private Optional<Instant> at(Optional<CrmKind> kind) {
        String written = values.get(AT);
        if (written == null) {
            // A record of the person itself holds from when it reached us.
            return kind.filter(known -> !known.required().contains(AT)).map(known -> receivedAt);
        }
        Optional<Instant> at = CrmTimes.instant(written, zone);
        if (at.isEmpty()) {
            problems.add("发生时间：收到“" + shortened(written) + "”，应为 2026-01-05 10:30、2026/1/5、2026年1月5日 或 ISO-8601 时间");
        }
        return at;
    }

    private void fillData() {
        values.forEach((field, value) -> {
            if (value.length() > LONGEST) {
                problems.add(field.title() + "：收到 " + value.length() + " 个字符，最多 " + LONGEST + " 个");
                return;
            }
            switch (field) {
                case ID, KIND, AT, CRM_ID, EXTERNAL_USERID, UNIONID, OPENID, WXID, PHONE -> {}
                case AMOUNT -> amount(value, 0);
                case AMOUNT_YUAN -> amount(value, 2);
                case SESSION, OF, AGE -> number(field, value);
                case GENDER -> gender(value);
                case BIRTHDAY -> birthday(value);
                case VISIT_TYPE -> data.put(field.key(), visitType(value));
                default -> data.put(field.key(), value);
            }
        });
        if (data.has(AMOUNT.key()) && !data.has(CURRENCY.key())) {
            data.put(CURRENCY.key(), "CNY");
        }
    }

    private void amount(String written, int decimals) {
        String plain = written.replaceAll("[,，\\s¥￥元]", "");
        try {
            BigDecimal fen = new BigDecimal(plain).movePointRight(decimals);
            if (plain.length() > 20 || fen.abs().compareTo(MOST_FEN) > 0) {
                throw new ArithmeticException("too large");
            }
            data.put(AMOUNT.key(), fen.longValueExact());
        } catch (NumberFormatException | ArithmeticException e) {
            problems.add((decimals == 0 ? "金额（分）" : "金额（元）") + "：收到“" + shortened(written) + "”，应为"
                    + (decimals == 0 ? "整数" : "数字，最多两位小数"));
        }
    }

    private void number(CrmField field, String written) {
        String digits = written.replaceAll("[第次岁\\s]", "");
        if (digits.matches("\\d{1,4}")) {
            data.put(field.key(), Integer.parseInt(digits));
        } else {
            problems.add(field.title() + "：收到“" + shortened(written) + "”，应为整数");
        }
    }

    private void gender(String written) {
        switch (written) {
            case "女", "female", "女性", "F", "2" -> data.put(GENDER.key(), "female");
            case "男", "male", "男性", "M", "1" -> data.put(GENDER.key(), "male");
            case "未知", "unknown", "0" -> data.remove(GENDER.key());
            default -> problems.add("性别：收到“" + shortened(written) + "”，应为男、女或未知");
        }
    }

    private void birthday(String written) {
        Optional<LocalDate> date = CrmTimes.date(written);
        date.ifPresentOrElse(
                day -> data.put(BIRTHDAY.key(), day.toString()),
                () -> problems.add("生日：收到“" + shortened(written) + "”，应为 1995-03-08 这样的日期"));
    }

    /** 初诊 = first visit, 复诊 = another visit without a deal, 再消费 = a visit with a further purchase. */
    private static String visitType(String written) {
        return switch (written) {
            case "初诊", "首诊", "新诊" -> "first";
            case "复诊", "二次" -> "return";
            case "再消费" -> "repurchase";
            case "复查", "术后复查" -> "followup";
            default -> written;
        };
    }

    private void requireFor(CrmKind kind) {
        for (CrmField field : kind.required()) {
            boolean amountInYuan = field == AMOUNT && values.containsKey(AMOUNT_YUAN);
            if (!values.containsKey(field) && !amountInYuan) {
                problems.add(kind.title() + "记录缺少“" + field.title() + "”");
            }
        }
        if (kind == CrmKind.REFERRAL && !values.containsKey(REFERRER) && !values.containsKey(REFERRED)) {
            problems.add("转介绍记录缺少“介绍人”或“被介绍人”");
        }
        int session = data.path(SESSION.key()).asInt(0);
        int of = data.path(OF.key()).asInt(Integer.MAX_VALUE);
        if (kind == CrmKind.TREATMENT_SESSION && values.containsKey(SESSION) && (session < 1 || session > of)) {
            problems.add("第几次：收到 " + session + "，应在 1 到疗程总次数 " + (of == Integer.MAX_VALUE ? "" : of) + " 之间");
        }
        if (kind == CrmKind.FRONT_DESK
                && data.isEmpty()
                && values.keySet().stream().filter(CrmField::isPatient).count() < 2) {
            problems.add("客户资料里除了编号什么都没有");
        }
    }

    private static String shortened(String text) {
        String masked = Phone.maskIn(text);
        return masked.length() <= 30 ? masked : masked.substring(0, 30) + "…";
    }
}
