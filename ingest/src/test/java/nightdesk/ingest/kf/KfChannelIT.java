package nightdesk.ingest.kf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.CustomerSessions;
import nightdesk.ingest.CustomerSessions.Seat;
import nightdesk.ingest.CustomerSessions.SessionRefused;
import nightdesk.ingest.Ids;
import nightdesk.ingest.IngestModule;
import nightdesk.ingest.Media;
import nightdesk.ingest.Media.Medium;
import nightdesk.ingest.Media.State;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.TestServers;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.WecomStandIn;
import nightdesk.ingest.WecomStandIn.Call;
import nightdesk.ingest.WecomStandIn.Config;
import nightdesk.ingest.WecomStandIn.Customer;
import nightdesk.ingest.WecomStandIn.Fault;
import nightdesk.ingest.WecomStandIn.Sent;
import nightdesk.ingest.Welcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;

/** What 微信客服 brings besides texts, through the whole way in, against a WeCom that misbehaves. */
class KfChannelIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final byte[] PICTURE = picture(50_000);

    private static ConfigurableApplicationContext context;
    private static int next;

    private String account;
    private WecomStandIn wecom;

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(IngestModule.class)
    static class App {
        @Bean
        Welcome welcome() {
            return arrival ->
                    arrival.scene().equals("silent") ? Optional.empty() : Optional.of("您好，来自" + arrival.scene());
        }
    }

    @BeforeAll
    static void start() {
        context = new SpringApplicationBuilder(App.class)
                .web(WebApplicationType.REACTIVE)
                .properties(TestServers.fresh())
                .properties(
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "nightdesk.kf.reconcile-interval=PT1S",
                        "nightdesk.kf.accounts-interval=PT1S",
                        "nightdesk.media.max-image=100KB",
                        "nightdesk.wecom.first-pause=PT0.2S")
                .run();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @BeforeEach
    void raise() {
        account = "kf" + ++next;
        wecom = Objects.requireNonNull(
                WecomStandIn.start(Config.seeded(1000 + next)).block(LIMIT));
        context.getBean(WecomAccounts.class).register(wecom.account(account));
        wecom.pushTo(URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port")
                + "/wecom/callback/" + account));
    }

    @AfterEach
    void hangUp() {
        context.getBean(WecomAccounts.class).remove(account);
        wecom.stop().block(LIMIT);
    }

    @Test
    void whatIsTakenBackIsShownNowhere_andThatItWasStays() {
        Customer customer = wecom.customer("wm1", "甲");
        String id = customer.says("我的身份证号是330106", Instant.now()).block(LIMIT);
        awaitKept(1);
        customer.recalls(id, Instant.now()).block(LIMIT);
        await().atMost(LIMIT).until(() -> kept().size() == 2 && kept().stream().anyMatch(ChatMessage::isRecalled));
        assertThat(kept()).noneMatch(message -> message.text().contains("330106"));
        assertThat(kept()).anyMatch(message -> message.text().contains("患者撤回了一条消息"));
        assertThat(kept()).allMatch(message -> !String.valueOf(message.raw()).contains("330106"));
    }

    @Test
    void aRecallThatComesBeforeItsMessage_keepsItOut() {
        Customer customer = wecom.customer("wm1", "甲");
        ChatMessage said = new KfMessages(java.time.Clock.systemUTC())
                .read(
                        account,
                        customer.openKfId(),
                        nightdesk.ingest.Json.MAPPER.readTree(
                                "{\"msgid\":\"late\",\"open_kfid\":\""
                                        + customer.openKfId()
                                        + "\",\"external_userid\":\"wm1\",\"send_time\":1700000000,\"origin\":3,\"msgtype\":\"text\",\"text\":{\"content\":\"迟到的话\"}}"))
                .getFirst();
        customer.recalls("late", Instant.now()).block(LIMIT);
        awaitKept(2);
        MessageStore store = context.getBean(MessageStore.class);
        store.save(List.of(said)).block(LIMIT);
        ChatMessage mark =
                kept().stream().filter(ChatMessage::isRecalled).findFirst().orElseThrow();
        assertThat(mark.messageId()).isEqualTo(said.messageId());
        assertThat(mark.text()).doesNotContain("迟到的话");
        assertThat(mark.sentAt()).isEqualTo(said.sentAt());
    }

    @Test
    void greetsOnce_byTheCodeOfTheArrival() {
        Customer customer = wecom.customer("wm1", "甲");
        wecom.misbehave(Call.SYNC_MSG, new Fault.SamePageAgain(), 2);
        customer.enters("ad1", "doctor%3Dwang", Instant.now()).block(LIMIT);
        await().atMost(LIMIT).until(() -> !customer.heard().isEmpty());
        awaitKept(2);
        customer.enters("ad1", "", Instant.now()).block(LIMIT);
        awaitKept(3);
        assertThat(customer.heard()).extracting(Sent::text).containsExactly("您好，来自ad1");
        assertThat(kept()).anyMatch(message -> "welcome".equals(message.source()));
        assertThat(events("entered")).hasSize(2).anyMatch(data -> data.contains("doctor=wang"));
    }

    @Test
    void greetsNobody_whereNoWordsAreSet() {
        Customer customer = wecom.customer("wm1", "甲");
        customer.enters("silent", "", Instant.now()).block(LIMIT);
        awaitKept(1);
        assertThat(customer.heard()).isEmpty();
        assertThat(wecom.traffic().requests()).doesNotContainKey(Call.SEND_ON_EVENT);
    }

    @Test
    void anArrivalIsKept_whenTheWelcomeFails() {
        wecom.misbehaveAtRandom(Call.SEND_ON_EVENT, new Fault.Errcode(95018), 1);
        wecom.customer("wm1", "甲").enters(Instant.now()).block(LIMIT);
        awaitKept(1);
        assertThat(wecom.traffic().requests().get(Call.SEND_ON_EVENT)).isEqualTo(1);
    }

    @Test
    void picturesAreFetchedAtOnce_andLieUnderTheirHash() throws Exception {
        Customer customer = wecom.customer("wm1", "甲");
        wecom.misbehave(Call.MEDIA_GET, new Fault.Status(502), 4);
        String id = wecom.medium("术后.jpg", "image/jpeg", PICTURE);
        customer.sends("image", Map.of("media_id", id), Instant.now()).block(LIMIT);
        awaitKept(1);
        Medium medium = awaitMedium(State.STORED);
        assertThat(medium.contentType()).isEqualTo("image/jpeg");
        assertThat(medium.fileName()).isEqualTo("术后.jpg");
        assertThat(Files.readAllBytes(Objects.requireNonNull(medium.file()))).isEqualTo(PICTURE);
    }

    @Test
    void mediaThatCannotBeHadSayWhy() {
        Customer customer = wecom.customer("wm1", "甲");
        customer.sends("image", Map.of("media_id", "long-gone"), Instant.now()).block(LIMIT);
        awaitKept(1);
        assertThat(awaitMedium(State.GONE).reason()).contains("过期");
    }

    @Test
    void mediaThatAreNotWhatTheySayAreRefused() {
        Customer customer = wecom.customer("wm1", "甲");
        byte[] page = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);
        customer.sends("image", Map.of("media_id", wecom.medium("a.jpg", "image/jpeg", page)), Instant.now())
                .block(LIMIT);
        awaitKept(1);
        assertThat(awaitMedium(State.REFUSED).reason()).contains("内容与类型不符");
    }

    @Test
    void mediaThatAreTooLargeAreRefused() {
        Customer customer = wecom.customer("wm1", "甲");
        String id = wecom.medium("a.jpg", "image/jpeg", picture(200_000));
        customer.sends("image", Map.of("media_id", id), Instant.now()).block(LIMIT);
        awaitKept(1);
        assertThat(awaitMedium(State.REFUSED).reason()).contains("过大");
    }

    @Test
    void aPictureThatWasTakenBackIsDeleted() {
        Customer customer = wecom.customer("wm1", "甲");
        String medium = wecom.medium("a.jpg", "image/jpeg", picture(40_000));
        String id = customer.sends("image", Map.of("media_id", medium), Instant.now())
                .block(LIMIT);
        awaitKept(1);
        Medium stored = awaitMedium(State.STORED);
        customer.recalls(id, Instant.now()).block(LIMIT);
        assertThat(awaitMedium(State.GONE).file()).isNull();
        await().atMost(LIMIT).until(() -> !Files.exists(Objects.requireNonNull(stored.file())));
    }

    @Test
    void aSessionIsHandedToAPersonAndBack() {
        Customer customer = wecom.customer("wm1", "甲");
        wecom.servicer(customer.openKfId(), "lisi", true);
        wecom.servicer(customer.openKfId(), "wangwu", false);
        customer.says("找人工", Instant.now()).block(LIMIT);
        awaitKept(1);
        CustomerSessions sessions = context.getBean(CustomerSessions.class);
        Seat seat = seat(customer);
        assertThat(sessions.of(seat).block(LIMIT).state()).isZero();
        assertThat(sessions.servicers(account, customer.openKfId()).block(LIMIT))
                .extracting(CustomerSessions.Servicer::userId)
                .containsExactly("lisi", "wangwu");
        assertThat(refusal(() -> sessions.move(seat, 3, "wangwu", "admin").block(LIMIT))
                        .errcode())
                .isEqualTo(95019);
        sessions.move(seat, 3, "lisi", "admin").block(LIMIT);
        assertThat(customer.session()).isEqualTo(3);
        assertThat(sessions.of(seat).block(LIMIT).servicer()).isEqualTo("lisi");
        sessions.move(seat, 4, null, "admin").block(LIMIT);
        awaitKept(3);
        assertThat(kept()).anyMatch(message -> message.text().contains("交还AI"));
        customer.says("还在吗", Instant.now()).block(LIMIT);
        assertThat(sessions.of(seat).block(LIMIT).state()).isZero();
    }

    @Test
    void aSessionIsRemembered_whenWecomDoesNotAnswer() {
        Customer customer = wecom.customer("wm1", "甲");
        customer.says("在吗", Instant.now()).block(LIMIT);
        customer.servicerTakes("lisi", Instant.now()).block(LIMIT);
        awaitKept(2);
        wecom.misbehaveAtRandom(Call.SERVICE_STATE_GET, new Fault.Status(502), 1);
        CustomerSessions.Session session = await().atMost(LIMIT)
                .ignoreExceptions()
                .until(
                        () -> context.getBean(CustomerSessions.class)
                                .of(seat(customer))
                                .block(LIMIT),
                        Objects::nonNull);
        assertThat(session.state()).isEqualTo(3);
        assertThat(session.servicer()).isEqualTo("lisi");
        assertThat(session.live()).isFalse();
    }

    @Test
    void newAccountsArePulled_thoughTheirCallbacksAreLost() {
        wecom.desk("wkNew", "皮肤科", true);
        wecom.misbehaveAtRandom(Call.CALLBACK, new Fault.Lost(), 1);
        wecom.customer("wkNew", "wm9", "己").says("新账号的第一句", Instant.now()).block(LIMIT);
        awaitKept(1);
    }

    @Test
    void rightsAreFollowedAtOnce_withAllRepeatedElements() {
        wecom.desk("wkA", "一", false);
        wecom.desk("wkB", "二", false);
        wecom.changesRights(List.of("wkA", "wkB"), List.of()).block(LIMIT);
        wecom.misbehaveAtRandom(Call.CALLBACK, new Fault.Lost(), 1);
        wecom.customer("wkA", "wm1", "甲").says("一", Instant.now()).block(LIMIT);
        wecom.customer("wkB", "wm2", "乙").says("二", Instant.now()).block(LIMIT);
        awaitKept(2);
    }

    @Test
    void oneCorpsAccountsDoNotHideEachOther_whenBothCallInTheSameSecond() {
        List<Customer> customers = new ArrayList<>();
        for (int desk = 0; desk < 6; desk++) {
            wecom.desk("wkDesk" + desk, "客服" + desk, true);
            customers.add(wecom.customer("wkDesk" + desk, "wm" + desk, "甲"));
        }
        Instant second = Instant.now();
        customers.forEach(customer -> customer.says("同一秒", second).block(LIMIT));
        awaitKept(6);
        assertThat(kept())
                .extracting(ChatMessage::endpoint)
                .doesNotHaveDuplicates()
                .hasSize(6);
    }

    @Test
    void profilesLinkTheUnionid() {
        wecom.unionid("wm1", "union-" + account);
        wecom.customer("wm1", "小鱼").says("在吗", Instant.now()).block(LIMIT);
        awaitKept(1);
        await().atMost(LIMIT).until(() -> events("profile"), all -> all.stream().anyMatch(data -> data.contains("小鱼")));
    }

    private static SessionRefused refusal(org.junit.jupiter.api.function.Executable call) {
        return org.junit.jupiter.api.Assertions.assertThrows(SessionRefused.class, call);
    }

    private Seat seat(Customer customer) {
        String id = Ids.conversation(Channel.WECOM_KF, account, customer.openKfId(), customer.externalUserId());
        return new Seat(id, account, customer.openKfId(), customer.externalUserId());
    }

    private Medium awaitMedium(State state) {
        Media media = context.getBean(Media.class);
        return await().atMost(LIMIT)
                .until(
                        () -> kept().stream()
                                .map(message -> media.of(message.messageId()).block(LIMIT))
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElse(null),
                        found -> found != null && found.state() == state);
    }

    /** Returns the data of all patient events of a kind that came through this account. */
    private List<String> events(String kind) {
        return Objects.requireNonNull(context.getBean(DatabaseClient.class)
                .sql("select data::text as data from patient_events where kind = $1 and account = $2")
                .bind("$1", kind)
                .bind("$2", account)
                .map(row -> String.valueOf(row.get("data", String.class)))
                .all()
                .collectList()
                .block(LIMIT));
    }

    private void awaitKept(int messages) {
        await().atMost(LIMIT).until(() -> kept().size() == messages);
    }

    private List<ChatMessage> kept() {
        MessageStore store = context.getBean(MessageStore.class);
        return Objects.requireNonNull(store.all("", 100_000)
                .filter(message -> message.account().equals(account))
                .collectList()
                .block(LIMIT));
    }

    private static byte[] picture(int bytes) {
        byte[] content = new byte[bytes];
        Arrays.fill(content, (byte) next);
        content[0] = (byte) 0xff;
        content[1] = (byte) 0xd8;
        content[2] = (byte) 0xff;
        return content;
    }
}
