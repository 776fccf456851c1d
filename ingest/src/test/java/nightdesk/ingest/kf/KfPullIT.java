package nightdesk.ingest.kf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nightdesk.ingest.Callback;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.CustomerService;
import nightdesk.ingest.CustomerService.SendResult;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Ids;
import nightdesk.ingest.IngestModule;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.TestServers;
import nightdesk.ingest.Topics;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.WecomStandIn;
import nightdesk.ingest.WecomStandIn.Call;
import nightdesk.ingest.WecomStandIn.Config;
import nightdesk.ingest.WecomStandIn.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Flux;

class KfPullIT {
    private static ConfigurableApplicationContext context;
    private static MessageStore store;
    private WecomStandIn wecom;
    private String account;

    @BeforeAll
    static void startServers() {
        Map<String, Object> settings = new HashMap<>(TestServers.fresh());
        settings.put("nightdesk.kf.reconcile-interval", "PT1S");
        context = new SpringApplicationBuilder(IngestModule.class)
                .web(WebApplicationType.NONE)
                .properties(settings)
                .run();
        store = context.getBean(MessageStore.class);
    }

    @AfterAll
    static void stopServers() {
        if (context != null) {
            context.close();
        }
    }

    @BeforeEach
    void startWecom() {
        long seed = System.nanoTime();
        wecom = WecomStandIn.start(Config.seeded(seed).withPageSize(7)).block();
        account = "acc" + seed;
        context.getBean(WecomAccounts.class).register(wecom.account(account));
    }

    @AfterEach
    void stopWecom() {
        context.getBean(WecomAccounts.class).remove(account);
        wecom.stop().block();
    }

    @Test
    void keepsEveryMessageOnce_whateverWecomDoes() {
        var customer = wecom.customer("wm1", "甲");
        IntStream.range(0, 100)
                .forEach(i -> customer.says("第" + i + "句", Instant.now()).block());
        wecom.misbehave(Call.SYNC_MSG, new Fault.EmptyPage(), 1);
        wecom.misbehave(Call.SYNC_MSG, new Fault.SamePageAgain(), 2);
        wecom.misbehave(Call.SYNC_MSG, new Fault.Errcode(40014), 1);
        wecom.misbehave(Call.SYNC_MSG, new Fault.Status(500), 1);
        wecom.misbehave(Call.SYNC_MSG, new Fault.AnswerLost(), 1);
        signal(customer);
        signal(customer);
        List<ChatMessage> kept = conversation(customer, 100);
        assertThat(kept).extracting(ChatMessage::text).doesNotHaveDuplicates().hasSize(100);
    }

    @Test
    void findsWhatWasSaid_whenTheCallbackIsLost() {
        var customer = wecom.customer("wm2", "乙");
        customer.says("在吗", Instant.now()).block();
        signal(customer);
        conversation(customer, 1);
        customer.says("没有回调的一句", Instant.now()).block();
        assertThat(conversation(customer, 2)).extracting(ChatMessage::text).contains("没有回调的一句");
    }

    @Test
    void keepsATypeNobodyKnows() {
        var customer = wecom.customer("wm3", "丙");
        customer.sends("hologram", Map.of("beam", 7), Instant.now()).block();
        signal(customer);
        ChatMessage kept = conversation(customer, 1).getFirst();
        assertThat(kept.type()).isEqualTo("hologram");
        assertThat(kept.raw()).contains("beam");
    }

    @Test
    void sendsOnce_whenTheAnswerIsLost() {
        var customer = wecom.customer("wm4", "丁");
        customer.says("几点开门", Instant.now()).block();
        CustomerService service = context.getBean(CustomerService.class);
        wecom.misbehave(Call.SEND_MSG, new Fault.AnswerLost(), 1);
        SendResult result = service.sendText(account, customer.openKfId(), "wm4", "nd-1", "九点半")
                .block();
        assertThat(result).isEqualTo(new SendResult.AlreadySent("nd-1"));
        assertThat(customer.heard()).hasSize(1);
    }

    @Test
    void reportsARefusal_whenAPersonHoldsTheSession() {
        var customer = wecom.customer("wm5", "戊");
        customer.says("几点开门", Instant.now()).block();
        customer.session(3);
        SendResult result = context.getBean(CustomerService.class)
                .sendText(account, customer.openKfId(), "wm5", "nd-2", "九点半")
                .block();
        assertThat(result)
                .isInstanceOfSatisfying(
                        SendResult.Refused.class,
                        refused -> assertThat(refused.errcode()).isEqualTo(95018));
    }

    private void signal(WecomStandIn.Customer customer) {
        Callback callback = new Callback(account, Callback.KF, customer.openKfId(), null, "<xml/>", Instant.now());
        context.getBean(EventLog.class)
                .append(new LogRecord(Topics.CALLBACK, account + "/" + customer.openKfId(), Json.text(callback)))
                .block(Duration.ofSeconds(20));
    }

    private List<ChatMessage> conversation(WecomStandIn.Customer customer, int atLeast) {
        String id = Ids.conversation(Channel.WECOM_KF, account, customer.openKfId(), customer.externalUserId());
        return Flux.interval(Duration.ofMillis(200))
                .onBackpressureDrop()
                .concatMap(tick -> store.conversation(id, null, 0, 500), 1)
                .filter(page -> page.total() >= atLeast)
                .next()
                .block(Duration.ofSeconds(90))
                .items();
    }
}
