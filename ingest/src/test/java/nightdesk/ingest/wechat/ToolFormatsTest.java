package nightdesk.ingest.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Identity;
import org.junit.jupiter.api.Test;

/** Each tool's samples of facts/wecom.md § 6, and what is particular about them. */
class ToolFormatsTest {
    private static final Instant MIDNIGHT = Instant.parse("2024-06-01T16:00:00Z");
    private static final String WEFLOW = """
            {"weflow":{"version":"1.0.3","exportedAt":1717257600,"generator":"WeFlow"},
             "session":{"wxid":"wxid_abc123","nickname":"小王","remark":"王女士","displayName":"王女士","type":"私聊"},
             "messages":[
              {"localId":77,"createTime":1717257600,"formattedTime":"2024-06-02 00:00:00","type":"文本消息","localType":1,"content":"想问下水光针多少钱","isSend":0,"senderUsername":"wxid_abc123","senderDisplayName":"王女士","platformMessageId":"7238910023456789012"},
              {"localId":78,"createTime":1717257660,"formattedTime":"2024-06-02 00:01:00","type":"图片消息","localType":3,"content":"[图片]","isSend":1,"senderUsername":"wxid_zhang","senderDisplayName":"张","platformMessageId":7238910023456789013},
              {"localId":79,"createTime":1717257661,"type":"引用消息","localType":244813135921,"content":"那疼吗","isSend":0,"senderUsername":"wxid_abc123"},
              {"localId":80,"createTime":1717257662,"type":"系统消息","localType":10000,"content":"你撤回了一条消息","isSend":0,"senderUsername":""}
             ]}""";

    @Test
    void readsWeFlow_withItsSessionAndItsTypes() {
        Reading read = Reading.of(WEFLOW);
        assertThat(read.explained()).isEqualTo("WeFlow JSON，UTF-8，有消息编号、微信号和方向");
        assertThat(read.rejected()).isEmpty();
        assertThat(read.texts()).containsExactly("想问下水光针多少钱", "[图片]", "那疼吗", "[撤回] 你撤回了一条消息");
        assertThat(read.speakers()).containsExactly("patient", "staff", "patient", "system");
        assertThat(read.account()).isEqualTo("wxid_zhang");
        ChatMessage asked = read.messages().getFirst();
        assertThat(asked.identity()).isEqualTo(new Identity("wxid", "wxid_abc123"));
        assertThat(asked.patientName()).isEqualTo("王女士");
        assertThat(asked.sentAt()).isEqualTo(MIDNIGHT);
        assertThat(read.ids()).doesNotHaveDuplicates();
    }

    @Test
    void readsOnePageOfWeFlowsInterface() {
        Reading read = Reading.of("""
                {"success":true,"talker":"wxid_abc123","count":1,"hasMore":false,"media":false,"messages":[
                {"localId":1,"serverId":"7238910023456789012","localType":1,"createTime":1717257600,"isSend":0,"senderUsername":"wxid_abc123","content":"在吗","rawContent":"在吗"}]}""");
        assertThat(read.explained()).startsWith("WeFlow 接口 JSON");
        assertThat(read.only().text()).isEqualTo("在吗");
    }

    @Test
    void givesAMessageOneId_whicheverToolExportedIt() {
        String owner = "张顾问";
        String weFlow = Reading.of(WEFLOW, "a.json", owner).ids().getFirst();
        String pyWxDump = Reading.of("""
                        id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime
                        1,7238910023456789012,文本,0,wxid_abc123,wxid_abc123,想问下水光针多少钱,,2024-06-02 00:00:00
                        """, "a.csv", owner).ids().getFirst();
        assertThat(pyWxDump).isEqualTo(weFlow);
    }

    @Test
    void readsPyWxDump_asCsvAndAsJson() {
        String csv = """
                id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime
                1,7238910023456789012,文本,0,wxid_abc123,wxid_abc123,想问下水光针多少钱,,2024-06-02 00:00:00
                2,7238910023456789013,语音,0,wxid_abc123,wxid_abc123,"语音时长：3.20秒
                翻译结果：术后能喝酒吗",wxid_abc123/x.wav,2024-06-02 00:01:00
                3,7238910023456789014,文本,1,我,wxid_abc123,可以,,2024-06-02 00:02:00
                4,7238910023456789015,引用回复,0,wxid_abc123,wxid_abc123,"好的

                [引用](2024-06-02 00:02:00)我:可以",,2024-06-02 00:03:00
                """;
        Reading read = Reading.of(csv);
        assertThat(read.explained()).isEqualTo("PyWxDump CSV，UTF-8，9 列，有消息编号和微信号");
        assertThat(read.texts()).containsExactly("想问下水光针多少钱", "[语音] 术后能喝酒吗", "可以", "好的");
        assertThat(read.speakers()).containsExactly("patient", "patient", "staff", "patient");
        Reading json = Reading.of("""
                [{"id":1,"MsgSvrID":"7238910023456789012","type_name":"文本","is_sender":0,"talker":"wxid_abc123","room_name":"wxid_abc123","msg":"想问下水光针多少钱","src":"","extra":{},"CreateTime":"2024-06-02 00:00:00"}]""");
        assertThat(json.explained()).startsWith("PyWxDump JSON");
        assertThat(json.ids().getFirst()).isEqualTo(read.ids().getFirst());
        assertThat(json.only().sentAt()).isEqualTo(MIDNIGHT);
    }

    @Test
    void readsWeCloneByItsOwnClock() {
        String csv = """
                \uFEFFid,MsgSvrID,type_name,is_sender,talker,msg,src,CreateTime
                1,7238910023456789012,文本,0,wxid_abc123,在吗,,2024-06-01T16:00:00Z
                2,7238910023456789013,文本,1,wxid_me,在的,,2024-06-01T16:00:05.000
                """;
        Reading read = Reading.of(csv);
        assertThat(read.explained()).startsWith("WeClone CSV，UTF-8（带 BOM），8 列");
        assertThat(read.messages()).extracting(ChatMessage::sentAt).containsExactly(MIDNIGHT, MIDNIGHT.plusSeconds(5));
        assertThat(read.messages()).extracting(ChatMessage::peer).containsOnly("wxid_abc123");
        assertThat(read.speakers()).containsExactly("patient", "staff");
        assertThat(read.notes()).anyMatch(note -> note.contains("UTC"));
        assertThat(Reading.of("""
                        [{"id":1,"MsgSvrID":"7238910023456789012","type_name":"文本","is_sender":0,"talker":"wxid_abc123","msg":"在吗","src":"","CreateTime":"2024-06-01T16:00:00Z"}]""").explained()).startsWith("WeClone JSON");
    }

    @Test
    void readsChatLab_asADocumentAndLineByLine() {
        String messages = """
                {"sender":"wxid_abc123","accountName":"王女士","timestamp":1717257600,"type":0,"content":"在吗","platformMessageId":"7238910023456789012"},
                {"sender":"wxid_me","accountName":"张","timestamp":1717257601,"type":0,"content":"在的","platformMessageId":"7238910023456789013"},
                {"sender":"wxid_abc123","accountName":"王女士","timestamp":1717257602,"type":1,"content":null,"platformMessageId":"7238910023456789014"}""";
        Reading read = Reading.of("""
                {"chatlab":{"version":"0.0.2","exportedAt":1,"generator":"WeFlow"},
                "meta":{"name":"王女士","platform":"wechat","type":"private","ownerId":"wxid_me"},
                "members":[{"platformId":"wxid_me","accountName":"张"},{"platformId":"wxid_abc123","accountName":"王女士"}],
                "messages":[%s],"sync":{"hasMore":false,"watermark":1}}""".formatted(messages));
        assertThat(read.rejected()).isEmpty();
        assertThat(read.speakers()).containsExactly("patient", "staff", "patient");
        assertThat(read.texts()).containsExactly("在吗", "在的", "[图片]");
        assertThat(read.messages()).extracting(ChatMessage::peer).containsOnly("wxid_abc123");
        String lines = """
                {"_type":"header","chatlab":{"version":"0.0.2"},"meta":{"name":"王女士","platform":"wechat","type":"private","ownerId":"wxid_me"}}
                {"_type":"member","platformId":"wxid_me","accountName":"张"}
                {"_type":"member","platformId":"wxid_abc123","accountName":"王女士"}
                %s
                """.formatted(messages.replace("{\"sender", "{\"_type\":\"message\",\"sender")
                .replace("},\n", "}\n"));
        Reading jsonl = Reading.of(lines);
        assertThat(jsonl.explained()).isEqualTo("ChatLab JSONL，UTF-8，有微信号，每行一条");
        assertThat(jsonl.rejected()).isEmpty();
        assertThat(jsonl.ids()).isEqualTo(read.ids());
        assertThat(jsonl.speakers()).isEqualTo(read.speakers());
        assertThatThrownBy(() -> Reading.of(lines.replace("\"wechat\"", "\"qq\"")))
                .hasMessageContaining("'qq'");
    }

    @Test
    void readsCipherTalk_asJsonAndAsExcel() {
        Reading read = Reading.of("""
                {"exportInfo":{"version":"1","generator":"CipherTalk","format":"detailed-json"},
                "session":{"wxid":"9@chatroom","displayName":"术后群","isGroup":true,"ownerId":"wxid_me"},
                "messages":[{"localId":1,"platformMessageId":"7238910023456789012","createTime":1717257600,"type":"文本消息","localType":1,"chatLabType":0,"content":"wxid_a:\\n恢复期多久","isSend":0,"senderUsername":"wxid_a","senderDisplayName":"甲","groupNickname":"甲甲"},
                {"localId":2,"platformMessageId":"7238910023456789013","createTime":1717257600,"type":"文本消息","localType":1,"content":"@甲甲\\u2005三天","isSend":1,"senderUsername":"wxid_me","senderDisplayName":"张"}]}""");
        assertThat(read.explained()).startsWith("CipherTalk JSON");
        assertThat(read.texts()).containsExactly("恢复期多久", "@甲甲 三天");
        assertThat(read.speakers()).containsExactly("?", "staff");
        assertThat(read.messages().get(1).identity()).isEqualTo(new Identity("group", "wxid_me/9@chatroom"));
        Reading sheet = Reading.of(
                Books.sheet(List.of(
                        List.of("序号", "时间", "日期", "时刻", "星期", "发送者", "微信ID", "消息类型", "消息内容", "原始类型代码", "时间戳"),
                        List.of(
                                1,
                                "2024/6/2 00:00:00",
                                "2024-06-02",
                                "00:00",
                                "周日",
                                "王女士",
                                "wxid_abc123",
                                "文本消息",
                                "在吗",
                                1,
                                1717257600L),
                        List.of(
                                2,
                                "2024/6/2 00:00:05",
                                "2024-06-02",
                                "00:00",
                                "周日",
                                "我",
                                "wxid_me",
                                "文本消息",
                                "在的",
                                1,
                                1717257605L))),
                "王女士.xlsx",
                "");
        assertThat(sheet.explained()).isEqualTo("CipherTalk Excel，11 列，有微信号和秒数");
        assertThat(sheet.texts()).containsExactly("在吗", "在的");
        assertThat(sheet.messages().getFirst().sentAt()).isEqualTo(MIDNIGHT);
        assertThat(sheet.speakers()).containsExactly("patient", "staff");
    }

    @Test
    void readsMemoTraceFromExcel_withWhatExcelDidToIt() {
        List<Object> header = List.of("消息ID", "类型", "发送人", "时间", "内容", "备注", "昵称", "更多信息");
        Reading read = Reading.of(
                Books.sheet(List.of(
                        header,
                        List.of(
                                "7238910023456789012",
                                "文本",
                                "王女士",
                                "2024-06-02 00:00:00",
                                "想问下\n水光针",
                                "王女士",
                                "小王",
                                "more"),
                        List.of(7.23891002345679E18, "文本", "我", 45445.0, "=1+1", "我", "我", "more"))),
                "王女士.xlsx",
                "");
        assertThat(read.explained()).isEqualTo("留痕 Excel（新版），8 列，有消息编号，没有微信号");
        assertThat(read.rejected()).isEmpty();
        assertThat(read.texts()).containsExactly("想问下\n水光针", "=1+1");
        assertThat(read.messages().get(1).sentAt().truncatedTo(java.time.temporal.ChronoUnit.SECONDS))
                .isEqualTo(MIDNIGHT);
        assertThat(read.notes()).anyMatch(note -> note.startsWith("1 个消息编号被表格软件"));
        assertThat(read.speakers()).containsExactly("patient", "staff");
        Reading csv = Reading.of("""
                消息ID,类型,发送人,时间,内容,备注,昵称,更多信息
                7238910023456789012,文本,王女士,2024-06-02 00:00:00,别的,王女士,小王,more
                """);
        assertThat(csv.ids().getFirst()).isEqualTo(read.ids().getFirst());
    }

    @Test
    void readsTextOfMemoTraceAndWeFlow_whereTextLooksLikeAHeader() {
        Reading read = Reading.of("""
                2024-06-02 00:00:00 王 女士
                想问下
                2024-06-02 00:00:00 不是标题

                2023-01-01 00:00:00 也不是

                2024-06-02 00:01:00 我
                【语音】术后能喝酒吗

                2024-06-02 00:02:00 你撤回了一条消息

                2024-06-02 00:03:00 王 女士
                [图片]
                """, "王 女士.txt", "");
        assertThat(read.explained()).startsWith("留痕 TXT，UTF-8");
        assertThat(read.texts())
                .containsExactly(
                        "想问下\n2024-06-02 00:00:00 不是标题\n\n2023-01-01 00:00:00 也不是",
                        "[语音] 术后能喝酒吗",
                        "[撤回] 你撤回了一条消息",
                        "[图片]");
        assertThat(read.speakers()).containsExactly("patient", "staff", "system", "patient");
        assertThat(Reading.of("2024-06-02 00:00:00 '我'\n在的\n\n2024-06-02 00:00:01 '王女士'\n好\n", "王女士.txt", "")
                        .speakers())
                .containsExactly("staff", "patient");
    }

    @Test
    void readsWxCli_bySecondsNotByMinutes() {
        Reading read = Reading.of("""
                {"chat":"王女士","username":"wxid_abc123","is_group":false,"chat_type":"private","count":3,"messages":[
                {"timestamp":1717257601,"time":"2024-06-02 00:00","sender":"王女士","content":"在吗","type":"文本","local_id":1},
                {"timestamp":1717257602,"time":"2024-06-02 00:00","sender":"张顾问","content":"在的","type":"文本","local_id":2},
                {"time":"2024-06-02 00:00","sender":"王女士","content":"好","type":"文本","local_id":3}],"meta":{"x":1}}""");
        assertThat(read.rejected()).isEmpty();
        assertThat(read.speakers()).containsExactly("patient", "staff", "patient");
        assertThat(read.messages().getFirst().sentAt()).isEqualTo(MIDNIGHT.plusSeconds(1));
        assertThat(read.ids()).doesNotHaveDuplicates();
    }

    @Test
    void keepsTheOrderOfMessagesThatHaveOnlyAMinute() {
        StringBuilder csv = new StringBuilder("Time,SenderName,Sender,TalkerName,Talker,Content\n");
        for (int i = 0; i < 30; i++) {
            csv.append("2024/6/2 0:00,王女士,wxid_a,王女士,wxid_a,第").append(i).append("条\n");
        }
        Reading read = Reading.of(csv.toString());
        assertThat(read.messages()).extracting(ChatMessage::sentAt).isSorted().doesNotHaveDuplicates();
        assertThat(Reading.of(csv.toString()).ids()).isEqualTo(read.ids());
        assertThat(read.notes()).anyMatch(note -> note.startsWith("30 条消息的时间只到分钟"));
    }

    @Test
    void readsAnArchiveOfWeChatDataAnalysis_andPassesOverWhatIsNoChat() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        String chat = """
                {"schemaVersion":1,"exportedAt":"2026-08-21 00:00:00","account":"wxid_me","conversation":{"username":"%s","displayName":"%s","isGroup":false},"filters":{},"messages":[
                {"id":"message_0:Msg_ab12:77","localId":77,"serverId":%d,"createTime":1717257600,"createTimeText":"2024-06-02 00:00:00","sortSeq":1717257600001,"type":1,"renderType":"text","isSent":false,"senderUsername":"%s","senderDisplayName":"x","conversationUsername":"%s","isGroup":false,"content":"%s"}]}""";
        files.put("manifest.json", Books.text("{\"schemaVersion\":1}"));
        files.put("report.json", Books.text("{}"));
        files.put("conversations/a/meta.json", Books.text("{}"));
        files.put(
                "conversations/a/messages.json",
                Books.text(chat.formatted("wxid_a", "甲", 7238910023456789012L, "wxid_a", "wxid_a", "问甲")));
        files.put(
                "conversations/b/messages.json",
                Books.text(chat.formatted("wxid_b", "乙", 7238910023456789013L, "wxid_b", "wxid_b", "问乙")));
        files.put("conversations/b/1.jpg", new byte[] {1, 2});
        files.put(
                "../outside.json",
                Books.text(chat.formatted("wxid_c", "丙", 7238910023456789014L, "wxid_c", "wxid_c", "问丙")));
        files.put("inner.zip", Books.zip(Map.of("a.txt", Books.text("x"))));
        Reading read = Reading.of(Books.zip(files), "export.zip", "");
        assertThat(read.explained()).isEqualTo("压缩包，WeChatDataAnalysis 导出，8 个文件，其中 2 个可能是聊天记录");
        assertThat(read.texts()).containsExactly("问甲", "问乙");
        assertThat(read.messages()).extracting(ChatMessage::patientName).containsExactly("甲", "乙");
        assertThat(read.notes())
                .anyMatch(note -> note.contains("指向压缩包之外"))
                .anyMatch(note -> note.startsWith("1 个压缩包在压缩包之内"));
    }

    @Test
    void stopsAtABomb_andAtADamagedArchive() {
        byte[] bomb = Books.zip(Map.of("a.csv", new byte[200 << 20]));
        assertThatThrownBy(() -> Reading.of(bomb, "x.zip", ""))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining("倍");
        byte[] half = java.util.Arrays.copyOf(bomb, bomb.length / 2);
        assertThatThrownBy(() -> Reading.of(half, "x.zip", "")).hasMessageContaining("没有结尾目录");
    }

    @Test
    void saysWhyWhatLooksLikeALogIsNone() {
        for (Map.Entry<String, String> refused : Map.of(
                        "{\"conversations\":[{\"role\":\"user\",\"content\":\"x\"}]}", "训练数据",
                        "********************2024-06-02********************\n王女士:\n在吗\n", "没有时刻",
                        "王女士(wxid_abc123) 00:00:00\n在吗\n", "chatlog 的文本格式",
                        "UserName,Alias,Remark,NickName\nwxid_a,,王,王\n", "联系人名单")
                .entrySet()) {
            assertThatThrownBy(() -> Reading.of(refused.getKey()))
                    .as(refused.getKey())
                    .hasMessageContaining(refused.getValue());
        }
    }
}
