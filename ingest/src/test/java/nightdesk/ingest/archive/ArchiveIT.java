package nightdesk.ingest.archive;

import static nightdesk.ingest.archive.SyntheticArchive.consent;
import static nightdesk.ingest.archive.SyntheticArchive.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.ArchiveStatus;
import nightdesk.ingest.ArchiveStatus.Archive;
import nightdesk.ingest.Callback;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Counters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Ids;
import nightdesk.ingest.IngestModule;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.Speaker;
import nightdesk.ingest.TestServers;
import nightdesk.ingest.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole way, with a real child process: archive → child → RSA → consent → log → store. */
class ArchiveIT {
    private static final long NOON = 1717257600000L;

    @TempDir
    private Path home;

    private MsgauditServer api;
    private SyntheticArchive archive;
    private Path keys;
    private ConfigurableApplicationContext context;

    @BeforeEach
    void open() {
        api = new MsgauditServer();
        archive = new SyntheticArchive(home.resolve("archive"));
        keys = home.resolve("keys");
        archive.hand(1, keys, true);
        archive.hand(2, keys, false);
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
        }
        api.close();
    }

    private void start() {
        start(TestServers.fresh());
    }

    private void start(Map<String, Object> servers) {
        Map<String, Object> settings = new HashMap<>(servers);
        settings.put("nightdesk.wecom.accounts.main.corp-id", "ww1");
        settings.put("nightdesk.wecom.accounts.main.secret", "app");
        settings.put("nightdesk.wecom.accounts.main.token", "token");
        settings.put("nightdesk.wecom.accounts.main.encoding-aes-key", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");
        settings.put("nightdesk.wecom.accounts.main.api-base", api.url());
        settings.put("nightdesk.archive.accounts.main.secret", "archive");
        settings.put("nightdesk.archive.accounts.main.keys", keys.toString());
        settings.put("nightdesk.archive.library", archive.directory().toString());
        settings.put("nightdesk.archive.child-main", StandInChild.class.getName());
        settings.put("nightdesk.archive.poll-interval", "PT0.5S");
        settings.put("nightdesk.archive.decrypt-timeout", "PT2S");
        settings.put("nightdesk.archive.first-pause", "PT0.05S");
        context = new SpringApplicationBuilder(IngestModule.class)
                .web(WebApplicationType.NONE)
                .properties(settings)
                .run();
    }

    @Test
    void keepsEveryRecordOnce_whateverHappensToTheLibrary() {
        api.consents.put("lisi/wmA", "Agree");
        for (int i = 0; i < 60; i++) {
            archive.add(
                    1 + i % 2,
                    "m" + i,
                    text("m" + i, i % 3 == 0 ? "lisi" : "wmA", i % 3 == 0 ? "wmA" : "lisi", NOON + i, "第" + i + "句"));
        }
        archive.fault("pull", "crash");
        archive.fault("pull", "10001");
        archive.fault("pull", "10003");
        archive.fault("pull", "broken");
        archive.fault("pull", "noise");
        archive.fault("decrypt", "crash");
        archive.fault("decrypt", "noise");
        archive.fault("decrypt", "broken");
        archive.fault("decrypt", "hang");
        start();
        List<ChatMessage> kept = conversation("lisi", "wmA", 60);
        assertThat(kept).extracting(ChatMessage::text).doesNotHaveDuplicates().contains("第0句", "第59句");
        assertThat(kept.getFirst().speaker()).isEqualTo(Speaker.STAFF);
        assertThat(kept.get(1).speaker()).isEqualTo(Speaker.PATIENT);
        Archive state = state("running");
        assertThat(state.restarts()).isGreaterThanOrEqualTo(4);
        assertThat(state.detail()).isEmpty();
        assertThat(state.stored()).isEqualTo(60);
    }

    @Test
    void opensWhatCameBeforeItsKey_assoonAsTheKeyIsThere() {
        api.consents.put("lisi/wmA", "Agree");
        archive.add(1, "old", text("old", "wmA", "lisi", NOON, "旧钥匙"));
        archive.add(3, "new", text("new", "wmA", "lisi", NOON + 1, "新钥匙"));
        archive.add(2, "later", text("later", "wmA", "lisi", NOON + 2, "在后面"));
        start();
        assertThat(conversation("lisi", "wmA", 2)).extracting(ChatMessage::text).containsExactly("旧钥匙", "在后面");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(state("running").sealed()).isEqualTo(1);
            assertThat(state("running").detail()).contains("缺少公钥版本 3 的私钥", "3.pem");
        });
        archive.hand(3, keys, false);
        assertThat(conversation("lisi", "wmA", 3)).extracting(ChatMessage::text).containsExactly("旧钥匙", "新钥匙", "在后面");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(state("running").sealed()).isZero());
    }

    @Test
    void setsAPoisonRecordAside_andGoesOn() {
        api.consents.put("lisi/wmA", "Agree");
        archive.add(1, "p", text("p", "wmA", "lisi", NOON, "poison"));
        archive.add(1, "q", text("q", "wmA", "lisi", NOON + 1, "在它后面"));
        start();
        assertThat(conversation("lisi", "wmA", 1)).extracting(ChatMessage::text).containsExactly("在它后面");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(state("running").detail()).contains("动态库处理时崩溃"));
    }

    @Test
    void keepsNothingOfWhoHasNotAgreed_andStopsAtAWithdrawal() {
        api.consents.put("lisi/wmNo", "Disagree");
        archive.add(1, "n1", text("n1", "wmNo", "lisi", NOON, "不同意的人"));
        archive.add(1, "n2", text("n2", "wmUnlisted", "lisi", NOON, "没表态的人"));
        archive.add(1, "c1", consent("agree", "c1", "wmYes", "lisi", "", NOON));
        archive.add(1, "y1", text("y1", "wmYes", "lisi", NOON + 10, "同意以后"));
        archive.add(1, "y2", text("y2", "lisi", "wmYes", NOON + 20, "员工的回答"));
        archive.add(1, "c2", consent("disagree", "c2", "wmYes", "lisi", "", NOON + 30));
        archive.add(1, "y3", text("y3", "wmYes", "lisi", NOON + 40, "撤回同意以后"));
        archive.add(1, "i1", text("i1", "lisi", "zhangsan", NOON, "员工之间"));
        archive.add(1, "i2", text("i2", "lisi", "wmstaff", NOON, "像客户的员工号"));
        archive.add(1, "s1", Map.of("msgid", "s1", "action", "switch", "time", NOON, "user", "lisi"));
        archive.add(1, "end", consent("agree", "end", "wmEnd", "lisi", "", NOON));
        archive.add(1, "e1", text("e1", "wmEnd", "lisi", NOON + 50, "完"));
        start();
        conversation("lisi", "wmEnd", 1);
        assertThat(conversation("lisi", "wmYes", 2))
                .extracting(ChatMessage::text)
                .containsExactly("同意以后", "员工的回答");
        assertThat(conversation("lisi", "wmNo", 0)).isEmpty();
        assertThat(conversation("lisi", "wmUnlisted", 0)).isEmpty();
        assertThat(state("running").withoutConsent()).isEqualTo(3);
        assertThat(context.getBean(Counters.class).all())
                .contains(new Counters.Count("archive", "internal", 2), new Counters.Count("archive", "switch", 1));
    }

    @Test
    void holdsWhatItMayNotKeepYet_whenWecomDoesNotSayWhoAgreed() {
        api.errcode = 48002;
        archive.add(1, "h", text("h", "wmA", "lisi", NOON, "等同意"));
        start();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(state("running").detail()).contains("查不到客户是否同意存档"));
        assertThat(conversation("lisi", "wmA", 0)).isEmpty();
    }

    @Test
    void readsOn_whereItStopped_afterARestart() {
        Map<String, Object> servers = TestServers.fresh();
        api.consents.put("lisi/wmA", "Agree");
        archive.add(1, "a", text("a", "wmA", "lisi", NOON, "一"));
        start(servers);
        conversation("lisi", "wmA", 1);
        long seq = state("running").seq();
        context.close();
        archive.add(1, "b", text("b", "wmA", "lisi", NOON + 1, "二"));
        start(servers);
        assertThat(conversation("lisi", "wmA", 2)).extracting(ChatMessage::text).containsExactly("一", "二");
        assertThat(state("running").seq()).isGreaterThan(seq);
    }

    @Test
    void keepsGroups_ofWhomSomebodyAgreed() {
        api.consents.put("wr1/wmA", "Agree");
        archive.add(1, "g1", inRoom("g1", "wmA", List.of("lisi", "wmB"), NOON, "组里同意的人"));
        archive.add(1, "g2", inRoom("g2", "wmB", List.of("lisi", "wmA"), NOON + 1, "组里没同意的人"));
        archive.add(1, "g3", inRoom("g3", "lisi", List.of("wmA", "wmB"), NOON + 2, "员工对组说"));
        start();
        String id = Ids.conversation(Channel.WECOM_ARCHIVE, "main", "main", "wr1");
        assertThat(messages(id, 2)).extracting(ChatMessage::text).containsExactly("组里同意的人", "员工对组说");
        assertThat(messages(id, 2)).extracting(ChatMessage::speaker).containsExactly(Speaker.PATIENT, Speaker.STAFF);
    }

    @Test
    void hearsApprovals_andHints() {
        archive.add(1, "k", text("k", "wmA", "lisi", NOON, "先同意，后说话"));
        start();
        String xml = "<xml><CreateTime>1717257500</CreateTime><Event>change_external_contact</Event>"
                + "<ChangeType>msg_audit_approved</ChangeType><UserID>lisi</UserID>"
                + "<ExternalUserID>wmB</ExternalUserID></xml>";
        Callback approval = new Callback("main", "change_external_contact", null, null, xml, Instant.now());
        context.getBean(EventLog.class)
                .append(new LogRecord(Topics.CALLBACK, "main/change_external_contact", Json.text(approval)))
                .block();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> context.getBean(ArchiveStore.class)
                        .consents("main", List.of("single:lisi"))
                        .hasElements()
                        .block());
        archive.add(1, "l", text("l", "wmB", "lisi", NOON, "批准之后"));
        assertThat(conversation("lisi", "wmB", 1)).extracting(ChatMessage::text).containsExactly("批准之后");
    }

    private static Map<String, Object> inRoom(String msgid, String from, List<String> to, long at, String content) {
        Map<String, Object> record = new HashMap<>(text(msgid, from, "x", at, content));
        record.put("tolist", to);
        record.put("roomid", "wr1");
        return record;
    }

    private Archive state(String expected) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> context.getBean(ArchiveStatus.class).archives().getFirst(),
                        found -> found.state().equals(expected));
    }

    private List<ChatMessage> conversation(String staff, String patient, int atLeast) {
        return messages(Ids.conversation(Channel.WECOM_ARCHIVE, "main", staff, patient), atLeast);
    }

    private List<ChatMessage> messages(String conversation, int atLeast) {
        MessageStore store = context.getBean(MessageStore.class);
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> store.conversation(conversation, null, 0, 200)
                                .block(Duration.ofSeconds(10))
                                .items(),
                        items -> items.size() >= atLeast);
    }
}
