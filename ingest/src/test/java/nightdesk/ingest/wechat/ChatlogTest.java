package nightdesk.ingest.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Speaker;
import org.junit.jupiter.api.Test;

class ChatlogTest {
    private static String message(long seq, String talker, String sender, boolean self, String rest) {
        return "{\"seq\":" + seq + ",\"time\":\"2024-06-02T00:00:00+08:00\",\"talker\":\"" + talker
                + "\",\"talkerName\":\"王女士\",\"isChatRoom\":" + talker.endsWith("@chatroom") + ",\"sender\":\"" + sender
                + "\",\"senderName\":\"" + sender + "\",\"isSelf\":" + self + "," + rest + "}";
    }

    private static String text(long seq, String sender, boolean self, String content) {
        return message(seq, "wxid_abc123", sender, self, "\"type\":1,\"subType\":0,\"content\":\"" + content + "\"");
    }

    private static Reading read(String... messages) {
        return Reading.of("[" + String.join(",", messages) + "]", "chatlog.json", "");
    }

    @Test
    void readsWhoSaidWhatToWhom() {
        Reading read = read(
                text(1717257600001L, "wxid_abc123", false, "想问下\\n水光针多少钱"),
                text(1717257600002L, "wxid_me", true, "要面诊"));
        assertThat(read.explained()).isEqualTo("chatlog JSON，UTF-8，有序号、微信号和方向，没有消息编号");
        assertThat(read.account()).isEqualTo("wxid_me");
        ChatMessage asked = read.messages().get(0);
        assertThat(asked.text()).isEqualTo("想问下\n水光针多少钱");
        assertThat(asked.sentAt()).isEqualTo(Instant.parse("2024-06-01T16:00:00Z"));
        assertThat(asked.identity()).isEqualTo(new Identity("wxid", "wxid_abc123"));
        assertThat(asked.patientName()).isEqualTo("王女士");
        assertThat(read.messages()).extracting(ChatMessage::speaker).containsExactly(Speaker.PATIENT, Speaker.STAFF);
    }

    @Test
    void doesNotBelieveThatTheOtherPersonIsTheOwner() {
        Reading read = read(text(1, "wxid_abc123", true, "在吗"));
        assertThat(read.only().speaker()).isEqualTo(Speaker.PATIENT);
        assertThat(read.notes()).anyMatch(note -> note.startsWith("1 条标为本人发出的消息"));
    }

    @Test
    void putsTogetherGroupTextsThatChatlogHasCut_andTellsMembersApart() {
        String group = "9@chatroom";
        String type = "\"type\":1,\"subType\":0,\"content\":";
        Reading read = read(
                message(1, group, "wxid_a", false, type + "\"恢复期多久\""),
                message(2, group, "价目如下", true, type + "\"水光1000\""),
                message(3, group, "z@openim", false, type + "\"好的\""));
        assertThat(read.texts()).containsExactly("恢复期多久", "价目如下:\n水光1000", "好的");
        assertThat(read.speakers()).containsExactly("?", "staff", "staff");
        assertThat(RowsToMessages.spokenByPatient(read.messages().get(0), true)
                        .identity()
                        .value())
                .isEqualTo("wxid_a");
        assertThat(read.messages().get(1).identity()).isEqualTo(new Identity("group", "wechat/" + group));
    }

    @Test
    void namesWhatIsNoText_withItsTitle() {
        Reading read = read(
                message(
                        1,
                        "wxid_a",
                        "wxid_a",
                        false,
                        "\"type\":3,\"subType\":0,\"content\":\"\",\"contents\":{\"md5\":\"0\"}"),
                message(
                        2,
                        "wxid_a",
                        "wxid_a",
                        false,
                        "\"type\":49,\"subType\":6,\"content\":\"\",\"contents\":{\"title\":\"病历.pdf\"}"),
                message(
                        3,
                        "wxid_a",
                        "wxid_a",
                        false,
                        "\"type\":244813135921,\"subType\":0,\"content\":\"那疼吗\",\"contents\":{\"refer\":{\"seq\":9,\"content\":\"x\"}}"),
                message(4, "wxid_a", "", false, "\"type\":10000,\"subType\":0,\"content\":\"\\\"王女士\\\" 撤回了一条消息\""),
                message(5, "wxid_a", "wxid_a", false, "\"type\":777,\"subType\":0,\"content\":\"x\""));
        assertThat(read.rejected()).isEmpty();
        assertThat(read.texts().subList(0, 4)).containsExactly("[图片]", "[文件] 病历.pdf", "那疼吗", "[撤回] \"王女士\" 撤回了一条消息");
        assertThat(read.messages())
                .extracting(ChatMessage::type)
                .containsExactly("image", "file", "text", "event", "wechat_777");
        assertThat(read.messages()).allMatch(message -> message.raw() != null);
    }

    @Test
    void keepsTwoEqualMessagesOfOneSecond_butNotOneMessageTwice() {
        Reading read =
                read(text(1, "wxid_a", false, "好"), text(2, "wxid_a", false, "好"), text(1, "wxid_a", false, "好"));
        assertThat(read.ids().stream().distinct()).hasSize(2);
    }

    @Test
    void rejectsOnlyTheBrokenMessage_andGoesOnAtTheNext() {
        String sound = text(1, "wxid_abc123", false, "一");
        for (String broken : new String[] {
            text(2, "wxid_abc123", false, "二").replace("\"content\":\"二\"", "\"content\":\"二"),
            text(2, "wxid_abc123", false, "二").replace("\"type\":1", "\"type\":"),
            text(2, "wxid_abc123", false, "二}").replaceFirst("}\"}$", "}"),
            text(2, "wxid_abc123", false, "二").substring(1),
            text(2, "wxid_abc123", false, "二").replace("\"subType\"", "}\"subType\""),
            text(2, "wxid_abc123", false, "二").replace("\"talker\":\"wxid_abc123\"", "\"talker\":\"filehelper\""),
            "\"leftover\""
        }) {
            Reading read = read(sound, broken, text(3, "wxid_abc123", false, "三"), text(4, "wxid_abc123", false, "四"));
            assertThat(read.texts()).as(broken).containsExactly("一", "三", "四");
            assertThat(read.rejected()).as(broken).singleElement().satisfies(no -> {
                assertThat(no.line()).isEqualTo(2);
                assertThat(no.reason()).startsWith("第 2 条消息：");
                assertThat(no.raw()).isNotEmpty();
            });
        }
    }

    @Test
    void readsTheCsvWithoutTypes() {
        Reading read = Reading.of("""
                Time,SenderName,Sender,TalkerName,Talker,Content
                2024-06-02 00:00:00,王女士,wxid_abc123,王女士,wxid_abc123,想问下水光针多少钱
                2024-06-02 00:01:00,我,wxid_me,王女士,wxid_abc123,"要,面诊"
                2024-06-02 00:02:00,王女士,wxid_abc123,王女士,wxid_abc123,![图片](http://127.0.0.1:5030/image/0cc1)
                2024-06-02 00:03:00,王女士,wxid_abc123,王女士,wxid_abc123,好
                2024-06-02 00:03:00,王女士,wxid_abc123,王女士,wxid_abc123,好
                """, "chatlog.csv", "wxid_me");
        assertThat(read.explained()).isEqualTo("chatlog CSV，UTF-8，6 列，有微信号，没有消息编号，没有消息类型");
        assertThat(read.messages())
                .extracting(ChatMessage::speaker)
                .containsExactly(Speaker.PATIENT, Speaker.STAFF, Speaker.PATIENT, Speaker.PATIENT, Speaker.PATIENT);
        assertThat(read.messages().get(2).type()).isEqualTo("image");
        assertThat(read.ids()).doesNotHaveDuplicates();
    }

    @Test
    void saysWhatAnUnknownFileIs_andWhatIsRead() {
        assertThatThrownBy(() -> Reading.of("name,age\nx,1\n"))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining("'name,age'")
                .hasMessageContaining("chatlog JSON (chatlog-json)");
        assertThatThrownBy(() -> Reading.of("PK\3\4xxxx")).hasMessageContaining("压缩包");
        assertThatThrownBy(() -> Reading.of("")).hasMessageContaining("空文件");
        assertThat(Reading.of("[]").messages()).isEmpty();
    }
}
