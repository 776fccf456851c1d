package nightdesk.ingest.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import nightdesk.ingest.Identity;
import nightdesk.ingest.PatientEvent;
import org.junit.jupiter.api.Test;

class CrmRecordTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    @Test
    void readsAnOrderAsHospitalsWriteIt() {
        PatientEvent event = read(Map.of(
                        CrmField.KIND, "订单",
                        CrmField.CRM_ID, "C001",
                        CrmField.PHONE, "138 0000 5678",
                        CrmField.AT, "2026年1月5日 10:30",
                        CrmField.AMOUNT_YUAN, "￥1,980.50",
                        CrmField.TREATMENT, "水光"))
                .event();
        assertThat(event.kind()).isEqualTo("order");
        assertThat(event.identities()).containsExactly(new Identity("crm", "his/C001"));
        assertThat(event.at()).isEqualTo("2026-01-05T02:30:00Z");
        assertThat(event.data().toString())
                .isEqualTo("{\"phone\":\"13800005678\",\"treatment\":\"水光\",\"amount\":198050,\"currency\":\"CNY\"}");
    }

    @Test
    void neverLinksByTelephone_butKnowsThePersonByItAlone() {
        assertThat(read(Map.of(
                                CrmField.KIND, "visit",
                                CrmField.AT, "2026/1/5",
                                CrmField.PHONE, "13800005678"))
                        .event()
                        .identities())
                .containsExactly(new Identity("phone", "13800005678"));
    }

    @Test
    void saysInChineseWhatIsWrong_withoutRepeatingANumber() {
        var read = read(Map.of(
                CrmField.KIND, "order",
                CrmField.PHONE, "1380000567",
                CrmField.AT, "昨天",
                CrmField.AMOUNT_YUAN, "一千"));
        assertThat(read.event()).isNull();
        assertThat(String.join("；", read.problems()))
                .contains("手机号：收到 10 个字符", "发生时间：收到“昨天”", "金额（元）：收到“一千”")
                .doesNotContain("1380000567");
    }

    @Test
    void wantsWhatItsKindCannotDoWithout() {
        assertThat(read(Map.of(CrmField.KIND, "treatment_session", CrmField.CRM_ID, "1", CrmField.AT, "2026-01-05"))
                        .problems())
                .containsExactly("疗程治疗记录缺少“第几次”");
        assertThat(read(Map.of(
                                CrmField.KIND, "疗程",
                                CrmField.CRM_ID, "1",
                                CrmField.AT, "2026-01-05",
                                CrmField.SESSION, "第4次",
                                CrmField.OF, "3"))
                        .problems())
                .hasSize(1)
                .first()
                .asString()
                .contains("收到 4");
        assertThat(read(Map.of(CrmField.KIND, "别的", CrmField.CRM_ID, "1")).problems())
                .first()
                .asString()
                .contains("应为 visit、order");
    }

    @Test
    void takesABatchWholeOrNotAtAll() {
        String good =
                "{\"id\":\"1\",\"kind\":\"visit\",\"at\":\"2026-01-05T10:00:00+08:00\",\"patient\":{\"crmId\":\"C1\","
                        + "\"externalUserid\":\"wm1\"},\"data\":{\"visitType\":\"初诊\",\"shop\":\"二楼\"}}";
        String bad = "{\"id\":\"2\",\"kind\":\"visit\",\"patient\":{\"crmId\":\"C1\"}}";
        CrmBatch taken = batch("{\"events\":[" + good + "]}");
        assertThat(taken.problems()).isEmpty();
        assertThat(taken.events().getFirst().identities())
                .containsExactly(new Identity("crm", "his/C1"), new Identity("external_userid", "wm1"));
        assertThat(taken.events().getFirst().data().toString()).contains("\"visitType\":\"first\"", "二楼");
        CrmBatch refused = batch("{\"events\":[" + good + "," + bad + "]}");
        assertThat(refused.events()).isEmpty();
        assertThat(refused.problems()).containsExactly(new CrmBatch.Problem(1, "2", "就诊记录缺少“发生时间”"));
        assertThat(batch("nonsense").problems()).hasSize(1);
        assertThat(batch("[]").problems()).hasSize(1);
        assertThat(batch("{\"events\":[" + good.replace("\"1\"", "\"\"") + "]}").problems())
                .hasSize(1);
        assertThat(batch("{\"events\":[" + good + "," + good.replace("初诊", "复诊") + "]}")
                        .problems())
                .hasSize(1);
    }

    @Test
    void guessesChineseHeaders() {
        assertThat(CrmField.guess("客户编号")).contains(CrmField.CRM_ID);
        assertThat(CrmField.guess(" 手机号码 ")).contains(CrmField.PHONE);
        assertThat(CrmField.guess("实收金额(元)")).isEmpty();
        assertThat(CrmField.guess("金额（元）")).contains(CrmField.AMOUNT_YUAN);
        assertThat(CrmField.guess("External_UserID")).contains(CrmField.EXTERNAL_USERID);
        assertThat(CrmField.guess("天气")).isEmpty();
    }

    private static CrmBatch batch(String json) {
        return CrmBatch.read("his", SHANGHAI, NOW, json.getBytes(StandardCharsets.UTF_8));
    }

    private static CrmRecord.Read read(Map<CrmField, String> values) {
        return new CrmRecord("his", SHANGHAI, NOW, new EnumMap<>(values), null).read(0);
    }
}
