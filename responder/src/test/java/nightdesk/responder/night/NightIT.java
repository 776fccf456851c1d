package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.CustomerService;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.IngestModule;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.Speaker;
import nightdesk.ingest.TestServers;
import nightdesk.ingest.Topics;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomAccounts;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Triage;
import nightdesk.responder.ComplianceGate;
import nightdesk.responder.Composer;
import nightdesk.responder.KnowledgeBase;
import nightdesk.responder.Lead;
import nightdesk.responder.LeadQueue;
import nightdesk.responder.Nights;
import nightdesk.responder.Replies;
import nightdesk.responder.Reply;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.announce.AnnounceConfiguration;
import nightdesk.responder.delivery.DeliveryConfiguration;
import nightdesk.responder.delivery.InMemoryCustomerService;
import nightdesk.responder.lead.LeadConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The night on real servers: log in, inbox, decision, outbox, WeCom, queue. */
class NightIT {
    private static final InMemoryCustomerService WECOM = new InMemoryCustomerService();
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Map<String, Object> SERVERS = TestServers.fresh();
    private static final String BOTTOMLESS = "无底洞";
    private static final ThinkingModel MODEL = new ThinkingModel();
    private static ConfigurableApplicationContext context;

    @Configuration(proxyBeanMethods = false)
    @Import({
        IngestModule.class,
        AnnounceConfiguration.class,
        LeadConfiguration.class,
        DeliveryConfiguration.class,
        NightConfiguration.class
    })
    static class Wiring {

        @Bean
        @Primary
        CustomerService inMemoryCustomerService() {
            return WECOM;
        }

        @Bean
        KnowledgeBase knowledgeBase() {
            return new WordOverlapKnowledge(TestDesk.ITEMS);
        }

        @Bean
        Composer composer() {
            return MODEL;
        }

        @Bean
        ComplianceGate complianceGate() {
            return TestDesk.gate();
        }

        @Bean
        Triage triage() {
            return (text, context) -> {
                if (text.contains(BOTTOMLESS)) {
                    throw new StackOverflowError();
                }
                return TestDesk.triage().judge(text, context);
            };
        }

        @Bean
        Lexicon lexicon() {
            return TestDesk.lexicon();
        }
    }

    @BeforeAll
    static void start() {
        context = run();
    }

    private static ConfigurableApplicationContext run() {
        return new SpringApplicationBuilder(Wiring.class)
                .web(WebApplicationType.NONE)
                .properties(SERVERS)
                .properties(
                        "nightdesk.night.windows=00:00-24:00",
                        "nightdesk.night.burst-window=PT0.4S",
                        "nightdesk.night.unfinished-window=PT0.8S",
                        "nightdesk.delivery.lease=PT2S",
                        "nightdesk.delivery.send-timeout=PT20S",
                        "nightdesk.delivery.first-backoff=PT0.2S")
                .run();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void answersAQuestionWordForWordOnce_howeverOftenTheLogHoldsIt() {
        Patient patient = new Patient();
        ChatMessage question = patient.says("热玛吉多少钱", Instant.now());
        append(question, question);
        append(question);
        List<Reply> replies = await(patient::replies, found -> found.size() == 1 && isSent(found.getFirst()));
        append(question);
        append(patient.says("好的", Instant.now()));
        await(patient::replies, found -> found.size() == 2);
        assertThat(WECOM.taken(patient.id)).hasSize(1);
        assertThat(WECOM.taken(patient.id).getFirst().text())
                .startsWith(Words.MARK)
                .contains("公示价目表：热玛吉眼部8800–12800元，全面部16800–26800元，以面诊为准。");
        assertThat(replies.getFirst().knowledge()).extracting(Reply.Source::id).containsExactly("kb-thermage");
        assertThat(replies.getFirst().trace()).extracting(Reply.Step::step).contains("ApprovedAnswerIsGiven", "gate");
    }

    @Test
    void theSentTextComesBackIntoTheChat() {
        Patient patient = new Patient();
        append(patient.says("静安院区地址在哪里？", Instant.now()));
        await(
                () -> context.getBean(MessageStore.class)
                        .conversation(patient.conversation(), null, 0, 10)
                        .map(page -> page.items()),
                items -> items.size() == 2
                        && items.stream()
                                .anyMatch(one -> one.speaker() == Speaker.AI
                                        && one.text().contains("云栖路268号")));
    }

    @Test
    void leavesALeadInTheQueue_whenAPhoneIsLeft() {
        Patient patient = new Patient();
        append(patient.says("想做热玛吉 让人明天下午给我打电话 138 0000 1234", Instant.now()));
        Lead lead = await(patient::lead, found -> true);
        assertThat(lead.phone()).isEqualTo("138****1234");
        assertThat(lead.treatments()).containsExactly("热玛吉");
        assertThat(lead.wantedTime()).isEqualTo("明天下午");
        assertThat(lead.promise().from()).isAfter(OffsetDateTime.now(TestDesk.ZONE));
        assertThat(lead.state()).isEqualTo(Lead.State.OPEN);
    }

    @Test
    void promisesAndQueues_whenNothingIsKnown() {
        Patient patient = new Patient();
        append(patient.says("你们院长叫什么名字", Instant.now()));
        await(patient::replies, found -> found.size() == 1 && isSent(found.getFirst()));
        assertThat(patient.replies().block().getFirst().kind()).isEqualTo(ReplyKind.PROMISE);
        assertThat(await(patient::lead, found -> true).source()).isEqualTo("promise");
    }

    @Test
    void anEmergencyStandsOnTopOfTheQueue() {
        Patient patient = new Patient();
        append(patient.says("打完玻尿酸看不见了", Instant.now()));
        Lead lead = await(patient::lead, found -> true);
        assertThat(lead.emergency()).isTrue();
        assertThat(queue().list(Lead.State.OPEN, 0, 50)
                        .block()
                        .items()
                        .getFirst()
                        .emergency())
                .isTrue();
        await(patient::replies, found -> found.size() == 1 && isSent(found.getFirst()));
        assertThat(WECOM.taken(patient.id).getFirst().text()).contains("120");
    }

    @Test
    void staysSilent_whenAPersonSpoke() {
        Patient patient = new Patient();
        append(patient.staff("您好，我来回复您", Instant.now()));
        append(patient.says("热玛吉多少钱", Instant.now()));
        List<Reply> replies = await(patient::replies, found -> found.size() == 1);
        assertThat(replies.getFirst().kind()).isEqualTo(ReplyKind.SILENT);
        assertThat(await(patient::lead, found -> true).source()).isEqualTo("person");
        assertThat(WECOM.taken(patient.id)).isEmpty();
    }

    @Test
    void aPersonWhoSpeaksWhileTheModelThinksSilencesIt_andNoConnectionIsHeldMeanwhile() {
        Patient patient = new Patient();
        append(patient.says("热玛吉多少钱？" + ThinkingModel.SLOWLY, Instant.now()));
        MODEL.awaitThinking();
        await(NightIT::openTransactions, open -> open == 0);
        append(patient.staff("您好，我来回复您", Instant.now()));
        await(() -> staffLines(patient), lines -> lines == 1);
        MODEL.answer();
        List<Reply> replies = await(patient::replies, found -> found.size() == 1);
        assertThat(replies.getFirst().kind()).isEqualTo(ReplyKind.SILENT);
        assertThat(WECOM.taken(patient.id)).isEmpty();
    }

    private static Mono<Long> openTransactions() {
        return context.getBean(DatabaseClient.class)
                .sql("select count(*) as n from pg_stat_activity where datname = current_database()"
                        + " and state like 'idle in transaction%'")
                .map(row -> row.get("n", Long.class))
                .one();
    }

    private static Mono<Long> staffLines(Patient patient) {
        return context.getBean(DatabaseClient.class)
                .sql("select count(*) as n from night_inbox where conversation_id = $1 and said_by = 'staff'")
                .bind("$1", patient.conversation())
                .map(row -> row.get("n", Long.class))
                .one();
    }

    @Test
    void aConversationThatCannotBeDecidedGoesToStaff_andHoldsUpNoOther() {
        Patient stuck = new Patient();
        Patient other = new Patient();
        append(stuck.says("怎么会有" + BOTTOMLESS + "？", Instant.now()));
        append(other.says("静安院区地址在哪里？", Instant.now()));
        await(other::replies, found -> found.size() == 1 && isSent(found.getFirst()));
        List<Reply> replies = await(stuck::replies, found -> found.size() == 1 && isSent(found.getFirst()));
        assertThat(replies.getFirst().text()).contains(Words.UNDECIDED);
        assertThat(await(stuck::lead, found -> true).source()).isEqualTo("undecided");
    }

    @Test
    void whoLostTheLeaseWritesNothing() {
        InboxStore inbox = context.getBean(InboxStore.class);
        InboxStore.Due stranger =
                new InboxStore.Due("c_nobody", "main", "p_nobody", "", LocalDate.of(2026, 6, 2), "not the lease", 0);
        assertThat(inbox.stillStands(stranger, List.of()).block(PATIENCE)).isFalse();
    }

    @Test
    void aRefusedTextBecomesADraftAndStaffAreTold() {
        Patient patient = new Patient();
        WECOM.refuse(patient.id, 95018);
        append(patient.says("热玛吉多少钱", Instant.now()));
        List<Reply> replies = await(
                patient::replies,
                found -> found.size() == 1
                        && "draft".equals(found.getFirst().delivery().state()));
        assertThat(replies.getFirst().delivery().errcode()).isEqualTo(95018);
        Lead lead = await(patient::lead, found -> true);
        assertThat(lead.reasons()).anyMatch(reason -> reason.contains("人工接待"));
    }

    @Test
    void sendsInOrderAndOnce_whenWecomFailsAtFirst() {
        Patient patient = new Patient();
        WECOM.fail(patient.id, 3);
        append(patient.says("热玛吉多少钱", Instant.now()));
        await(patient::replies, found -> found.size() == 1);
        append(patient.says("静安院区地址在哪里？", Instant.now()));
        await(patient::replies, found -> found.size() == 2 && found.stream().allMatch(NightIT::isSent));
        assertThat(WECOM.taken(patient.id)).hasSize(2);
        assertThat(WECOM.taken(patient.id).get(0).text()).contains("热玛吉");
        assertThat(WECOM.taken(patient.id).get(1).text()).contains("云栖路268号");
    }

    @Test
    void aTextThatDidNotArriveBringsTheChatBackToStaff() {
        Patient patient = new Patient();
        append(patient.says("热玛吉多少钱", Instant.now()));
        List<Reply> sent = await(patient::replies, found -> found.size() == 1 && isSent(found.getFirst()));
        append(patient.event(
                "{\"event\":{\"event_type\":\"msg_send_fail\",\"fail_msgid\":\""
                        + sent.getFirst().delivery().msgid() + "\",\"fail_type\":10}}",
                Instant.now()));
        await(
                patient::replies,
                found -> "failed".equals(found.getFirst().delivery().state()));
        Lead lead = await(patient::lead, found -> true);
        assertThat(lead.source()).isEqualTo("delivery");
        assertThat(lead.reasons()).anyMatch(reason -> reason.contains("未送达"));
    }

    @Test
    void aRecalledNumberLeavesTheQueue() {
        Patient patient = new Patient();
        ChatMessage number = patient.says("138 0000 7777 想了解热玛吉", Instant.now());
        append(number);
        await(patient::lead, lead -> lead.phone() != null);
        append(patient.takesBack(number));
        await(patient::lead, lead -> lead.phone() == null && !lead.lastText().contains("热玛吉"));
    }

    @Test
    void answersNothingThatWasTakenBack_evenBeforeItCame() {
        Patient patient = new Patient();
        ChatMessage question = patient.says("热玛吉多少钱？", Instant.now());
        ChatMessage other = patient.says("你们几点上班？", Instant.now().plusMillis(1));
        append(patient.takesBack(question), question, other);
        List<Reply> replies = await(patient::replies, found -> !found.isEmpty());
        assertThat(replies).hasSize(1);
        assertThat(replies.getFirst().question()).contains("几点上班").doesNotContain("热玛吉");
    }

    @Test
    void whatWasAnsweredAndThenTakenBackIsQuotedNowhere() {
        Patient patient = new Patient();
        ChatMessage question = patient.says("热玛吉多少钱？", Instant.now());
        append(question);
        await(patient::replies, found -> !found.isEmpty());
        append(patient.takesBack(question));
        await(patient::replies, found -> !found.getFirst().question().contains("热玛吉"));
    }

    @Test
    void yieldsTheMomentAPersonTakesTheSession_andAnswersAgainWhenItIsHandedBack() {
        Patient patient = new Patient();
        Instant now = Instant.now();
        append(patient.event(
                "{\"event\":{\"event_type\":\"session_status_change\",\"change_type\":1,\"new_servicer_userid\":\"lisi\"}}",
                now.minusSeconds(20)));
        append(patient.says("你们几点上班？", now.minusSeconds(10)));
        List<Reply> silent = await(patient::replies, found -> !found.isEmpty());
        assertThat(silent.getFirst().kind()).isEqualTo(ReplyKind.SILENT);
        append(patient.event(
                "{\"event\":{\"event_type\":\"nightdesk_session_moved\",\"service_state\":4}}", now.minusSeconds(5)));
        append(patient.says("你们几点上班？请问", Instant.now()));
        await(patient::replies, found -> found.stream().anyMatch(reply -> reply.kind() != ReplyKind.SILENT));
    }

    @Test
    void whatIsTooOldIsLeftToStaff() {
        Patient patient = new Patient();
        append(patient.says("热玛吉多少钱", Instant.now().minus(Duration.ofMinutes(40))));
        assertThat(await(patient::lead, found -> true).source()).isEqualTo("backlog");
        assertThat(WECOM.taken(patient.id)).isEmpty();
    }

    @Test
    void aSimulatedAccountLivesByTheTimesOfItsMessages() {
        context.getBean(WecomAccounts.class)
                .register(new WecomAccount(
                        "sim", "ww", "1", "s", "t", "k".repeat(43), URI.create("http://127.0.0.1:1"), true));
        Patient patient = new Patient("sim");
        Instant evening = Instant.parse("2026-06-02T14:14:00Z");
        append(patient.says("热玛吉多少钱", evening), patient.says("静安院区地址在哪里？", evening.plusSeconds(90)));
        List<Reply> replies = await(
                patient::replies, found -> found.size() == 2 && found.stream().allMatch(NightIT::isSent));
        assertThat(replies.get(0).question()).isEqualTo("热玛吉多少钱");
        assertThat(replies.get(0).decidedAt().toInstant()).isBetween(evening, evening.plusSeconds(1));
        assertThat(replies.get(1).decidedAt().toInstant()).isBetween(evening.plusSeconds(90), evening.plusSeconds(91));
    }

    @Test
    void onlyOneOfTwoTakesALead() {
        Patient patient = new Patient();
        append(patient.says("139 0000 1111 想做皮秒", Instant.now()));
        String id = await(patient::lead, found -> true).id();
        assertThat(queue().claim(id, "an").block().state()).isEqualTo(Lead.State.CLAIMED);
        assertThatThrownBy(() -> queue().claim(id, "bo").block()).isInstanceOf(LeadQueue.LeadTaken.class);
        assertThatThrownBy(() -> queue().contact(id, "bo").block()).isInstanceOf(LeadQueue.LeadTaken.class);
        assertThat(queue().contact(id, "an").block().phone()).isEqualTo("13900001111");
        Lead done = queue().attempt(id, "an", Lead.Outcome.REACHED, "约了周六").block();
        assertThat(done.state()).isEqualTo(Lead.State.DONE);
        assertThat(done.attempts())
                .singleElement()
                .satisfies(one -> assertThat(one.note()).isEqualTo("约了周六"));
        append(patient.says("还是这个号，下午打给我", Instant.now()));
        await(patient::lead, lead -> lead.state() == Lead.State.OPEN && "下午".equals(lead.wantedTime()));
    }

    @Test
    void neitherLosesNorDoubles_whenItDiesBetweenSendingAndMarking() {
        Patient patient = new Patient();
        WECOM.neverAnswer(patient.id);
        append(patient.says("热玛吉多少钱", Instant.now()));
        await(() -> Mono.just(WECOM.taken(patient.id)), taken -> taken.size() == 1);
        context.close();
        context = run();
        WECOM.answerAgain(patient.id);
        List<Reply> replies = await(patient::replies, found -> found.size() == 1 && isSent(found.getFirst()));
        assertThat(replies.getFirst().delivery().attempts()).isGreaterThan(1);
        assertThat(WECOM.taken(patient.id)).hasSize(1);
        await(
                () -> context.getBean(MessageStore.class)
                        .conversation(patient.conversation(), null, 0, 10)
                        .map(page -> page.total()),
                total -> total == 2);
    }

    @Test
    void theNightAddsUp() {
        Patient patient = new Patient();
        append(patient.says("静安院区地址在哪里？", Instant.now()));
        await(patient::replies, found -> found.size() == 1 && isSent(found.getFirst()));
        Nights nights = context.getBean(Nights.class);
        Nights.Figures tonight = nights.list(0, 10).block().items().getFirst();
        assertThat(tonight.answered()).isPositive();
        assertThat(tonight.medianFirstReplyMs()).isNotNull();
        assertThat(nights.of(tonight.date()).block().conversations()).isPositive();
        assertThat(nights.conversations(tonight.date(), 0, 50).block().items())
                .anyMatch(talk ->
                        talk.conversationId().equals(patient.conversation()) && "answer".equals(talk.outcome()));
    }

    private static boolean isSent(Reply reply) {
        return reply.delivery() != null && "sent".equals(reply.delivery().state());
    }

    private static LeadQueue queue() {
        return context.getBean(LeadQueue.class);
    }

    private static void append(ChatMessage... messages) {
        context.getBean(EventLog.class)
                .append(List.of(messages).stream()
                        .map(message -> new LogRecord(Topics.MESSAGE, message.conversationId(), Json.text(message)))
                        .toList())
                .block(PATIENCE);
    }

    private static <T> T await(Supplier<Mono<T>> look, Predicate<T> good) {
        return Mono.defer(look)
                .filter(good)
                .repeatWhenEmpty(Integer.MAX_VALUE, tries -> tries.delayElements(Duration.ofMillis(100)))
                .block(PATIENCE);
    }

    /** One customer of one account. */
    private static final class Patient {
        private final String id = "wm" + UUID.randomUUID().toString().replace("-", "");
        private final String account;

        Patient() {
            this("main");
        }

        Patient(String account) {
            this.account = account;
        }

        String conversation() {
            return Ids.conversation(Channel.WECOM_KF, account, "wkTest", id);
        }

        Mono<List<Reply>> replies() {
            return context.getBean(Replies.class)
                    .ofConversation(conversation(), 0, 50)
                    .map(page -> page.items());
        }

        Mono<Lead> lead() {
            return queue().list(null, 0, 200)
                    .flatMapIterable(page -> page.items())
                    .filter(lead -> lead.conversationId().equals(conversation()))
                    .next();
        }

        ChatMessage says(String text, Instant at) {
            return message(Speaker.PATIENT, "text", text, at, null);
        }

        ChatMessage staff(String text, Instant at) {
            return message(Speaker.STAFF, "text", text, at, null);
        }

        ChatMessage event(String raw, Instant at) {
            return message(Speaker.SYSTEM, "event", "[事件]", at, raw);
        }

        /** The mark that stands for a message that was taken back: it has the message's own id. */
        ChatMessage takesBack(ChatMessage said) {
            ChatMessage mark = message(Speaker.PATIENT, ChatMessage.RECALLED, "[已撤回]", Instant.now(), null);
            return new ChatMessage(
                    said.messageId(),
                    mark.channel(),
                    mark.account(),
                    mark.endpoint(),
                    mark.peer(),
                    mark.conversationId(),
                    mark.identity(),
                    mark.patientName(),
                    mark.speaker(),
                    null,
                    null,
                    mark.type(),
                    mark.text(),
                    mark.sentAt(),
                    mark.receivedAt(),
                    mark.source(),
                    null);
        }

        private ChatMessage message(Speaker speaker, String type, String text, Instant at, @Nullable String raw) {
            String key = UUID.randomUUID().toString();
            return new ChatMessage(
                    Ids.message(Channel.WECOM_KF, account, key),
                    Channel.WECOM_KF,
                    account,
                    "wkTest",
                    id,
                    conversation(),
                    new Identity("external_userid", id),
                    "沈小姐",
                    speaker,
                    null,
                    null,
                    type,
                    text,
                    at,
                    at,
                    "kf",
                    raw);
        }
    }
}
