package nightdesk.ingest.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.time.Instant;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Speaker;
import org.junit.jupiter.api.Test;

class MemoTraceCsvTest {
    private static final String HEADER =
            "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\r\n";
    private static final String ASKED =
            "1021,12,1,0,0,1717257600,3,\"想问下\n水光针多少钱[微笑]\",2024-06-02 00:00:00,王女士,小王,wxid_abc123\r\n";
    private static final String ANSWERED =
            "1022,12,1,0,1,1717257660,2,\"这个项目,要面诊\",2024-06-02 00:01:00,张顾问,张,wxid_zhang\r\n";

    @Test
    void readsWhoSaidWhatToWhom() {
        Reading read = Reading.of("\uFEFF" + HEADER + ASKED + ANSWERED);
        assertThat(read.explained()).isEqualTo("留痕 CSV（旧版），UTF-8（带 BOM），12 列，没有消息编号");
        assertThat(read.rejected()).isEmpty();
        ChatMessage asked = read.messages().get(0);
        assertThat(asked.text()).isEqualTo("想问下\n水光针多少钱[微笑]");
        assertThat(asked.isWords()).isTrue();
        assertThat(asked.raw()).isNull();
        assertThat(asked.speaker()).isEqualTo(Speaker.PATIENT);
        assertThat(asked.sentAt()).isEqualTo(Instant.parse("2024-06-01T16:00:00Z"));
        assertThat(asked.identity()).isEqualTo(new Identity("wxid", "wxid_abc123"));
        assertThat(asked.patientName()).isEqualTo("王女士");
        ChatMessage answered = read.messages().get(1);
        assertThat(answered.speaker()).isEqualTo(Speaker.STAFF);
        assertThat(answered.text()).isEqualTo("这个项目,要面诊");
        assertThat(answered.conversationId()).isEqualTo(asked.conversationId());
        assertThat(answered.identity()).isEqualTo(asked.identity());
        assertThat(answered.account()).isEqualTo("wxid_zhang");
    }

    @Test
    void takesTheOwnerAsGiven() {
        Reading read = Reading.of(HEADER + ASKED + ANSWERED, "messages.csv", "张顾问, wxid_zhang");
        assertThat(read.account()).isEqualTo("张顾问");
        assertThat(read.messages().get(1).account()).isEqualTo("张顾问");
    }

    @Test
    void readsTheOldestNineColumnsBehindAPandasIndex() {
        Reading read = Reading.of("""
                ,localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime
                0,1021,12,1,0,0,1717257600,3,你好,2024-06-02 00:00:00
                1,1022,12,1,0,1,1717257660,3,您好,2024-06-02 00:01:00
                """);
        assertThat(read.explained()).isEqualTo("留痕 CSV（旧版），UTF-8，10 列，首列是 pandas 序号，没有消息编号，没有姓名");
        assertThat(read.messages()).extracting(ChatMessage::speaker).containsExactly(Speaker.PATIENT, Speaker.STAFF);
        assertThat(read.messages()).extracting(ChatMessage::patientName).containsOnly("王女士");
        assertThat(read.messages().get(0).identity()).isEqualTo(new Identity("name", "wechat:talker:12"));
        assertThat(read.notes()).anyMatch(note -> note.contains("没有姓名和微信号"));
    }

    @Test
    void readsWhatExcelMadeOfIt() {
        String excel = (HEADER + "1021,12,1,0,0,1.71726E+09,3,\"水光;针\",2024/6/2 0:00,王女士,小王,wxid_abc123\r\n")
                .replace(',', ';');
        Reading read = Reading.of(excel, Charset.forName("GB18030"));
        assertThat(read.explained()).isEqualTo("留痕 CSV（旧版），GB18030，12 列（以分号分隔），没有消息编号");
        assertThat(read.only().text()).isEqualTo("水光;针");
        assertThat(read.only().sentAt()).isEqualTo(Instant.parse("2024-06-01T16:00:00Z"));
        Reading tabs = Reading.ofUtf16(
                (HEADER + ANSWERED).replace("\"这个项目,要面诊\"", "要面诊").replace(',', '\t'));
        assertThat(tabs.only().text()).isEqualTo("要面诊");
    }

    @Test
    void keepsWhatIsNoTextAsItIs_andNeverTakesItForWords() {
        String voice =
                "7,12,34,0,0,1717257600,3,\"<msg><voicemsg length=\"\"3200\"\"/></msg>\",2024-06-02 00:00:00,王女士,小王,wxid_abc123";
        Reading read = Reading.of(HEADER + voice + "\r\n");
        assertThat(read.only().type()).isEqualTo("voice");
        assertThat(read.only().text()).isEqualTo("[语音]");
        assertThat(read.only().isWords()).isFalse();
        assertThat(read.only().raw()).isEqualTo(voice);
    }

    @Test
    void readsTheWordsOfAQuoteFromItsXml_andTheTitleOfALink() {
        String quote =
                "8,12,49,57,0,1717257600,3,<msg><appmsg><title>那疼吗</title></appmsg></msg>,2024-06-02 00:00:00,王女士,小王,wxid_abc123\r\n";
        String link =
                "9,12,49,5,0,1717257600,3,<msg><appmsg><title>术后&amp;护理</title></appmsg></msg>,2024-06-02 00:00:00,王女士,小王,wxid_abc123\r\n";
        Reading read = Reading.of(HEADER + quote + link);
        assertThat(read.texts()).containsExactly("那疼吗", "[链接] 术后&护理");
        assertThat(read.messages()).extracting(ChatMessage::isWords).containsExactly(true, false);
        assertThat(read.messages()).allMatch(message -> message.raw() != null);
    }

    @Test
    void takesARecallForASystemLine() {
        String recall =
                "9,12,10000,0,0,1717257600,3,\"你撤回了一条消息 <a href=\"\"weixin://revoke_edit_click\"\">重新编辑</a>\",2024-06-02 00:00:00,王女士,小王,wxid_abc123\r\n";
        Reading read = Reading.of(HEADER + recall);
        assertThat(read.only().speaker()).isEqualTo(Speaker.SYSTEM);
        assertThat(read.only().type()).isEqualTo(ChatMessage.EVENT);
        assertThat(read.only().text()).isEqualTo("[撤回] 你撤回了一条消息");
    }

    @Test
    void tellsTheMembersOfAGroupApart_andTakesAwayOnlyTheirOwnPrefix() {
        Reading read = Reading.of(HEADER
                + "1,5,1,0,0,1717257600,3,\"wxid_a:\n恢复期多久\",2024-06-02 00:00:00,甲,甲,wxid_a\r\n"
                + "2,5,1,0,0,1717257601,3,\"价目表:\n水光1000\",2024-06-02 00:00:01,乙,乙,wxid_b\r\n"
                + "3,5,1,0,0,1717257602,3,稍等,2024-06-02 00:00:02,丙,丙,b@openim\r\n");
        assertThat(read.texts()).containsExactly("恢复期多久", "价目表:\n水光1000", "稍等");
        assertThat(read.speakers()).containsExactly("?", "?", "staff");
        assertThat(read.open().stream().distinct()).hasSize(3);
        assertThat(read.messages()).extracting(ChatMessage::conversationId).hasSize(3);
        assertThat(read.messages().stream().map(ChatMessage::conversationId).distinct())
                .hasSize(1);
    }

    @Test
    void keepsTwoEqualMessagesOfOneSecond_butNotOneRowTwice() {
        String first = "1,12,1,0,0,1717257600,3,好,2024-06-02 00:00:00,王女士,小王,wxid_abc123\r\n";
        String second = "2,12,1,0,0,1717257600,3,好,2024-06-02 00:00:00,王女士,小王,wxid_abc123\r\n";
        assertThat(Reading.of(HEADER + first + second + first).ids())
                .hasSize(3)
                .satisfies(ids -> assertThat(ids.stream().distinct()).hasSize(2));
        assertThat(Reading.of(HEADER + first).ids())
                .isEqualTo(Reading.of(HEADER + first).ids());
    }

    @Test
    void rejectsOnlyTheRecordWhoseQuoteIsNeverClosed() {
        String broken = "5,12,1,0,0,1717257600,3,\"没有收尾,2024-06-02 00:00:00,王女士,小王,wxid_abc123\r\n";
        Reading read = Reading.of(HEADER + ASKED + broken + ANSWERED + ASKED.replace("1021", "1023"));
        assertThat(read.messages()).hasSize(3);
        assertThat(read.rejected()).singleElement().satisfies(no -> {
            assertThat(no.line()).isEqualTo(4);
            assertThat(no.reason()).startsWith("引号：");
            assertThat(no.raw()).isEqualTo(broken.strip());
        });
    }

    @Test
    void namesTheReasonOfEachRejectedLine() {
        Reading read = Reading.of(HEADER
                + "1,12,1,0,0,1717257600,3,好\r\n"
                + "9,12,1,0,0,1717257600,3,好,2024-06-02 00:00:00,王,王,wxid_a\r\n"
                + "2,12,eins,0,0,1717257600,3,好,2024-06-02 00:00:00,王,王,wxid_a\r\n"
                + "3,12,1,0,7,1717257600,3,好,2024-06-02 00:00:00,王,王,wxid_a\r\n"
                + "4,12,1,0,0,abc,3,好,,王,王,wxid_a\r\n"
                + "5,12,1,0,0,4000000000,3,好,,王,王,wxid_a\r\n"
                + "6,12,1,0,0,1717257600,3,5\"屏,2024-06-02 00:00:00,王,王,wxid_a\r\n"
                + ASKED);
        assertThat(read.messages()).hasSize(2);
        assertThat(read.rejected()).extracting(Entry.Rejected::line).containsExactly(2L, 4L, 5L, 6L, 7L, 8L);
        assertThat(read.rejected())
                .extracting(no -> no.reason().split("：")[0])
                .containsExactly("列数", "Type", "IsSender", "CreateTime", "时间", "引号");
    }
}
