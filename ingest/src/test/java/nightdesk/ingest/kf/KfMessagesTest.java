package nightdesk.ingest.kf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Json;
import nightdesk.ingest.Speaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KfMessagesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T15:40:00Z");
    private final KfMessages messages = new KfMessages(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void readsACustomersText() {
        ChatMessage message = read("""
                {"msgid":"m-1","open_kfid":"wkAAA","external_userid":"wmBBB","send_time":1717257600,"origin":3,
                 "msgtype":"text","text":{"content":"水光针多少钱"}}""");
        assertThat(message.text()).isEqualTo("水光针多少钱");
        assertThat(message.speaker()).isEqualTo(Speaker.PATIENT);
        assertThat(message.sentAt()).isEqualTo(Instant.ofEpochSecond(1717257600));
        assertThat(message.endpoint()).isEqualTo("wkAAA");
        assertThat(message.peer()).isEqualTo("wmBBB");
        assertThat(message.raw()).isNull();
    }

    @Test
    void knowsAServicer() {
        ChatMessage message = read("""
                {"msgid":"m-2","open_kfid":"wkAAA","external_userid":"wmBBB","send_time":1,"origin":5,
                 "servicer_userid":"lisi","msgtype":"text","text":{"content":"您好"}}""");
        assertThat(message.speaker()).isEqualTo(Speaker.STAFF);
        assertThat(message.speakerId()).isEqualTo("lisi");
    }

    @Test
    void findsAnEventsCustomerInsideItsBody() {
        ChatMessage message = read("""
                {"msgid":"m-3","send_time":1,"origin":4,"msgtype":"event","event":{"event_type":"msg_send_fail",
                 "open_kfid":"wkAAA","external_userid":"wmBBB","fail_msgid":"n_1","fail_type":4}}""");
        assertThat(message.speaker()).isEqualTo(Speaker.SYSTEM);
        assertThat(message.text()).isEqualTo("[事件] 消息未送达：会话已过期（超过48小时）");
        assertThat(message.raw()).contains("fail_msgid");
        assertThat(message.conversationId()).isEqualTo(read("""
                                {"msgid":"m-1","open_kfid":"wkAAA","external_userid":"wmBBB","msgtype":"text"}""").conversationId());
    }

    @ParameterizedTest
    @CsvSource({
        "image, [图片]",
        "voice, [语音]",
        "meeting, [会议]",
        "hologram, [未知类型 hologram]",
    })
    void keepsEveryTypeWithItsRawRecord(String type, String shown) {
        ChatMessage message = read("{\"msgid\":\"m-4\",\"open_kfid\":\"wkA\",\"external_userid\":\"wmB\",\"origin\":3,"
                + "\"send_time\":5,\"msgtype\":\"" + type + "\",\"" + type + "\":{\"media_id\":\"M1\"}}");
        assertThat(message.type()).isEqualTo(type);
        assertThat(message.text()).isEqualTo(shown);
        assertThat(message.isWords()).isFalse();
        assertThat(message.raw()).contains("M1");
    }

    @Test
    void leavesEventsAboutNoCustomerToTheCaller() {
        assertThat(
                        messages.read(
                                "main",
                                "wkA",
                                Json.MAPPER.readTree(
                                        "{\"msgid\":\"m\",\"msgtype\":\"event\",\"event\":{\"event_type\":\"servicer_status_change\"}}")))
                .isEmpty();
    }

    @Test
    void givesARecordWithoutMsgidAStableId() {
        String record = "{\"open_kfid\":\"wkA\",\"external_userid\":\"wmB\",\"msgtype\":\"text\",\"text\":{}}";
        assertThat(read(record).messageId()).isEqualTo(read(record).messageId()).startsWith("m_");
    }

    @Test
    void marksWhatWasTakenBack_underTheIdOfTheMessage() {
        ChatMessage said = read("""
                {"msgid":"m-1","open_kfid":"wkA","external_userid":"wmB","send_time":1,"origin":3,"msgtype":"text",
                 "text":{"content":"我的身份证号是"}}""");
        List<ChatMessage> read = messages.read("main", "wkA", Json.MAPPER.readTree("""
                {"msgid":"m-2","send_time":1763739600,"origin":4,"msgtype":"event","event":{"event_type":"user_recall_msg",
                 "open_kfid":"wkA","external_userid":"wmB","recall_msgid":"m-1"}}"""));
        assertThat(read).hasSize(2);
        assertThat(read.getFirst().text()).isEqualTo("[事件] 患者撤回了一条消息");
        ChatMessage mark = read.getLast();
        assertThat(mark.messageId()).isEqualTo(said.messageId());
        assertThat(mark.conversationId()).isEqualTo(said.conversationId());
        assertThat(mark.isRecalled()).isTrue();
        assertThat(mark.text()).contains("患者于 2025-11-21 15:40:00 撤回");
        assertThat(mark.speaker()).isEqualTo(Speaker.PATIENT);
    }

    @Test
    void knowsWhoOfStaffTookAMessageBack() {
        ChatMessage mark =
                messages.read("main", "wkA", Json.MAPPER.readTree("""
                        {"msgid":"m-2","send_time":1,"origin":4,"msgtype":"event","event":{"event_type":"servicer_recall_msg",
                         "open_kfid":"wkA","external_userid":"wmB","recall_msgid":"m-1","servicer_userid":"lisi"}}""")).getLast();
        assertThat(mark.speaker()).isEqualTo(Speaker.STAFF);
        assertThat(mark.text()).contains("员工lisi于");
    }

    private ChatMessage read(String json) {
        return messages.read("main", "wkAAA", Json.MAPPER.readTree(json)).getFirst();
    }
}
