package nightdesk.ingest.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Speaker;
import org.junit.jupiter.api.Test;

class MemoTraceChineseCsvTest {
    private static final String HEADER = "\uFEFF消息ID,类型,发送人,时间,内容,备注,昵称,更多信息\r\n";

    private static String row(String id, String type, String sender, String content) {
        return id + "," + type + "," + sender + ",2024-06-02 00:00:00,\"" + content.replace("\"", "\"\"") + "\","
                + sender + "," + sender + ",more\r\n";
    }

    @Test
    void readsWhoSaidWhat_andOnlyTheOwnWordsOfAQuote() {
        Reading read = Reading.of(HEADER
                + row("7238910023456789012", "文本", "王女士", "想问下水光针多少钱")
                + row("7238910023456789013", "引用消息", "我", "这个项目要面诊\n引用：王女士: 想问下水光针多少钱"));
        assertThat(read.explained()).isEqualTo("留痕 CSV（新版），UTF-8（带 BOM），8 列，有消息编号，没有微信号");
        assertThat(read.texts()).containsExactly("想问下水光针多少钱", "这个项目要面诊");
        assertThat(read.messages()).extracting(ChatMessage::speaker).containsExactly(Speaker.PATIENT, Speaker.STAFF);
        assertThat(read.messages()).allMatch(ChatMessage::isWords);
        assertThat(read.messages()).extracting(ChatMessage::identity).containsOnly(new Identity("name", "wechat:王女士"));
        assertThat(read.messages().get(0).sentAt()).isEqualTo(Instant.parse("2024-06-01T16:00:00Z"));
    }

    @Test
    void knowsTheTypesByTheirNames() {
        Reading read = Reading.of(HEADER
                + row("71", "图片", "王女士", "【图片】")
                + row("72", "语音", "王女士", "【语音】术后能喝酒吗")
                + row("73", "分享链接", "王女士", "【分享链接】\n标题：术后护理\n描述：x\n链接: http://x\n应用：")
                + row("74", "系统消息", "", "王女士撤回了一条消息")
                + row("75", "拍一拍", "", "\"王女士\" 拍了拍我")
                + row("76", "未知类型", "王女士", "889\n<msg/>")
                + row("77", "星座运势", "王女士", "x")
                + row("78", "文本", "王女士", "[图片]"));
        assertThat(read.rejected()).isEmpty();
        assertThat(read.messages())
                .extracting(ChatMessage::type)
                .containsExactly("image", "voice", "link", "event", "event", "unknown", "星座运势", "image");
        assertThat(read.texts().subList(0, 4)).containsExactly("[图片]", "[语音] 术后能喝酒吗", "[链接] 术后护理", "[撤回] 王女士撤回了一条消息");
        assertThat(read.messages()).noneMatch(ChatMessage::isWords).allMatch(message -> message.raw() != null);
    }

    @Test
    void fallsBackToWhatWasSaid_whereExcelHasRoundedTheIds() {
        String rounded = HEADER
                + row("7.2389E+18", "文本", "王女士", "好")
                + row("7.2389E+18", "文本", "王女士", "好")
                + row("7238910023456780000", "文本", "王女士", "在吗");
        Reading read = Reading.of(rounded.replace("2024-06-02 00:00:00", "2024/6/2 0:00"));
        assertThat(read.ids()).doesNotHaveDuplicates().hasSize(3);
        assertThat(Reading.of(rounded).ids()).isEqualTo(read.ids());
        assertThat(read.notes()).anyMatch(note -> note.startsWith("3 个消息编号被表格软件改成了近似值"));
    }

    @Test
    void takesForTheOwnerWhoWasNamed_orAfterWhomTheFileIsNotNamed() {
        String chat = HEADER + row("71", "文本", "王女士", "在吗") + row("72", "文本", "张顾问", "在的");
        assertThat(Reading.of(chat, "x.csv", "张顾问").messages())
                .extracting(ChatMessage::speaker)
                .containsExactly(Speaker.PATIENT, Speaker.STAFF);
        Reading guessed = Reading.of(chat, "王女士.csv", "");
        assertThat(guessed.messages()).extracting(ChatMessage::speaker).containsExactly(Speaker.PATIENT, Speaker.STAFF);
        assertThat(guessed.notes()).anyMatch(note -> note.contains("已把 张顾问 当作账号本人"));
        Reading unknown = Reading.of(chat, "export (1).csv", "");
        assertThat(unknown.speakers()).containsExactly("?", "?");
    }

    @Test
    void keepsAMessageUnderItsId_howeverItsTextIsWritten() {
        String chat = HEADER + row("7238910023456789012", "文本", "王女士", "好");
        assertThat(Reading.of(chat).ids())
                .isEqualTo(Reading.of(chat.replace("\r\n", "\n")).ids());
    }
}
