package nightdesk.ingest.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.CustomerService;
import nightdesk.ingest.CustomerService.SendResult;
import nightdesk.ingest.Ids;
import nightdesk.ingest.IngestModule;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.Speaker;
import nightdesk.ingest.TestServers;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.WecomStandIn;
import nightdesk.ingest.WecomStandIn.Call;
import nightdesk.ingest.WecomStandIn.Customer;
import nightdesk.ingest.WecomStandIn.Fault;
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
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Flux;

/** The whole way in and out, over HTTP, through a real Kafka and a real PostgreSQL, against a WeCom that misbehaves. */
class ClientMeetsStandInIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Instant NIGHT = Instant.parse("2026-07-01T15:40:00Z");

    private static ConfigurableApplicationContext context;
    private static int next;

    private String account;
    private WecomStandIn standIn;

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(IngestModule.class)
    static class App {}

    @BeforeAll
    static void start() {
        context = new SpringApplicationBuilder(App.class)
                .web(WebApplicationType.REACTIVE)
                .properties(TestServers.fresh())
                .properties(
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "nightdesk.kf.reconcile-interval=PT1S",
                        "nightdesk.wecom.first-pause=PT0.2S")
                .run();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @BeforeEach
    void raise() {
        account = "test" + ++next;
        standIn = Objects.requireNonNull(
                WecomStandIn.start(WecomStandIn.Config.seeded(next).withPageSize(100))
                        .block(LIMIT));
        context.getBean(WecomAccounts.class).register(standIn.account(account));
        standIn.pushTo(URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port")
                + "/wecom/callback/" + account));
    }

    @AfterEach
    void hangUp() {
        context.getBean(WecomAccounts.class).remove(account);
        standIn.stop().block(LIMIT);
    }

    @Test
    void ourCallbackPassesTheHandshake() {
        assertThat(standIn.verifyCallback().block(LIMIT)).isTrue();
    }

    @Test
    void everyMessageArrivesOnce() {
        List<String> ids = everybodyWrites(1_000);
        awaitAll(ids);
        assertThat(kept()).hasSize(1_000).allMatch(message -> message.speaker() == Speaker.PATIENT);
        assertThat(standIn.traffic().givenUp()).isZero();
    }

    @Test
    void everyMessageArrivesOnce_whenWecomMisbehaves() {
        standIn.misbehaveAtRandom(Call.CALLBACK, new Fault.Lost(), 0.2);
        standIn.misbehaveAtRandom(Call.CALLBACK, new Fault.Twice(), 0.2);
        standIn.misbehaveAtRandom(Call.CALLBACK, new Fault.OutOfOrder(), 0.2);
        standIn.misbehaveAtRandom(Call.SYNC_MSG, new Fault.Status(502), 0.05);
        standIn.misbehaveAtRandom(Call.SYNC_MSG, new Fault.Errcode(-1), 0.05);
        standIn.misbehaveAtRandom(Call.SYNC_MSG, new Fault.Errcode(45009), 0.05);
        standIn.misbehaveAtRandom(Call.SYNC_MSG, new Fault.Errcode(40014), 0.05);
        standIn.misbehaveAtRandom(Call.SYNC_MSG, new Fault.EmptyPage(), 0.1);
        standIn.misbehaveAtRandom(Call.SYNC_MSG, new Fault.SamePageAgain(), 0.1);
        standIn.misbehaveAtRandom(Call.SYNC_MSG, new Fault.AnswerLost(), 0.05);
        List<String> ids = everybodyWrites(1_000);
        awaitAll(ids);
        assertThat(kept()).hasSize(1_000);
    }

    @Test
    void aMessageWhoseCallbackIsLostArrives_byReconciling() {
        awaitAll(everybodyWrites(1));
        standIn.misbehave(Call.CALLBACK, new Fault.Lost(), 1);
        String lost = id(Objects.requireNonNull(
                standIn.customer("wm0", "甲").says("有人吗", NIGHT).block(LIMIT)));
        awaitAll(List.of(lost));
    }

    @Test
    void patientsHaveTheirNames_andAreAskedForOnce() {
        Customer customer = standIn.customer("wmA", "小鱼");
        customer.says("在吗", NIGHT).block(LIMIT);
        await().atMost(LIMIT).until(() -> kept().size() == 1);
        customer.says("水光多少钱", NIGHT).block(LIMIT);
        List<ChatMessage> kept = await().atMost(LIMIT).until(this::kept, messages -> messages.size() == 2);
        assertThat(kept).allMatch(message -> "小鱼".equals(message.patientName()));
        assertThat(standIn.traffic().requests().get(Call.CUSTOMER_BATCHGET)).isEqualTo(1);
    }

    @Test
    void aNameThatCannotBeHadDelaysNoMessage() {
        standIn.misbehaveAtRandom(Call.CUSTOMER_BATCHGET, new Fault.Errcode(48002), 1);
        standIn.customer("wmNameless", "甲").says("在吗", NIGHT).block(LIMIT);
        List<ChatMessage> kept = await().atMost(LIMIT).until(this::kept, messages -> messages.size() == 1);
        assertThat(kept.getFirst().patientName()).isNull();
    }

    @Test
    void everyTypeIsKept_knownOrNot() {
        Customer customer = standIn.customer("wm0", "甲");
        customer.picture(NIGHT).block(LIMIT);
        customer.voice(NIGHT).block(LIMIT);
        customer.sends("nightdesk_unknown", Map.of("answer", 42), NIGHT).block(LIMIT);
        customer.enters(NIGHT).block(LIMIT);
        customer.servicerSays("lisi", "您好", NIGHT).block(LIMIT);
        List<ChatMessage> kept = await().atMost(LIMIT).until(this::kept, messages -> messages.size() == 6);
        assertThat(kept.stream().map(ChatMessage::type))
                .containsExactlyInAnyOrder("image", "voice", "nightdesk_unknown", "event", "event", "text");
        assertThat(kept).anyMatch(message -> String.valueOf(message.raw()).contains("42"));
        assertThat(kept).anyMatch(message -> message.speaker() == Speaker.STAFF);
    }

    @Test
    void aSendWhoseAnswerIsLost_isSentOnce() {
        Customer customer = writer();
        standIn.misbehave(Call.SEND_MSG, new Fault.AnswerLost(), 1);
        SendResult result = send(customer, "m1");
        assertThat(result).isEqualTo(new SendResult.AlreadySent("m1"));
        assertThat(customer.heard()).hasSize(1);
    }

    @Test
    void refusalsForGoodAreTold() {
        Customer customer = writer();
        IntStream.rangeClosed(1, 5)
                .forEach(i -> assertThat(send(customer, "m" + i)).isEqualTo(new SendResult.Sent("m" + i)));
        assertThat(send(customer, "m6")).matches(result -> refused(result, 95001));
        customer.session(3);
        assertThat(send(customer, "m7")).matches(result -> refused(result, 95018));
    }

    @Test
    void aRevokedTokenIsFetchedOnce_howeverManyCallsMetIt() {
        List<Customer> customers = IntStream.range(0, 20)
                .mapToObj(i -> standIn.customer("wm" + i, "甲"))
                .toList();
        customers.forEach(customer -> customer.says("在吗", NIGHT).block(LIMIT));
        send(customers.getFirst(), "before");
        long before = standIn.traffic().requests().getOrDefault(Call.GETTOKEN, 0L);
        standIn.revokeTokens();
        CustomerService wecom = context.getBean(CustomerService.class);
        List<SendResult> results = Objects.requireNonNull(Flux.fromIterable(customers)
                .flatMap(each -> wecom.sendText(account, each.openKfId(), each.externalUserId(), "after", "您好"), 20)
                .collectList()
                .block(LIMIT));
        assertThat(results).filteredOn(SendResult.Sent.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(SendResult.AlreadySent.class::isInstance).hasSize(19);
        assertThat(standIn.traffic().requests().get(Call.GETTOKEN)).isEqualTo(before + 1);
    }

    private static boolean refused(SendResult result, int errcode) {
        return result instanceof SendResult.Refused refused && refused.errcode() == errcode;
    }

    private Customer writer() {
        Customer customer = standIn.customer("wmA", "小鱼");
        customer.says("在吗", NIGHT).block(LIMIT);
        return customer;
    }

    private SendResult send(Customer customer, String msgid) {
        return Objects.requireNonNull(context.getBean(CustomerService.class)
                .sendText(account, customer.openKfId(), customer.externalUserId(), msgid, "您好")
                .block(LIMIT));
    }

    private List<String> everybodyWrites(int messages) {
        return Objects.requireNonNull(Flux.range(0, messages)
                .flatMap(i -> standIn.customer("wm" + i % 10, "甲").says("第" + i, NIGHT.plusSeconds(i)), 16)
                .map(this::id)
                .collectList()
                .block(LIMIT));
    }

    private String id(String msgid) {
        return Ids.message(Channel.WECOM_KF, account, msgid);
    }

    private void awaitAll(List<String> ids) {
        MessageStore store = context.getBean(MessageStore.class);
        await().atMost(LIMIT)
                .until(() -> Objects.requireNonNull(store.known(ids).count().block(LIMIT)) == ids.size());
    }

    private List<ChatMessage> kept() {
        MessageStore store = context.getBean(MessageStore.class);
        List<ChatMessage> all = new ArrayList<>();
        String after = "";
        List<ChatMessage> page;
        do {
            page = Objects.requireNonNull(store.all(after, 1_000).collectList().block(LIMIT));
            page.stream().filter(message -> message.account().equals(account)).forEach(all::add);
            after = page.isEmpty() ? after : page.getLast().messageId();
        } while (!page.isEmpty());
        return all;
    }
}
