package nightdesk.ingest.kf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChannelActivity;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Counters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Ids;
import nightdesk.ingest.IngestModule;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.TestServers;
import nightdesk.ingest.Topics;
import nightdesk.ingest.TransientFailure;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomStandIn;
import nightdesk.ingest.WecomStandIn.Call;
import nightdesk.ingest.WecomStandIn.Config;
import nightdesk.ingest.WecomStandIn.Customer;
import nightdesk.ingest.WecomStandIn.Fault;
import nightdesk.ingest.standin.MovingClock;
import nightdesk.ingest.wecom.WecomApi;
import nightdesk.ingest.wecom.WecomFailure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Whatever the order of what is said, taken back, signalled once, twice or never, of pages that are empty or come again,
 * of crashes in the middle of a page and of restarts from the stored cursor: in the end the same messages stand. Each
 * seed is one such history; its log is then stored in another order and partly twice.
 */
class InterleavingsIT {
    private static final int SEEDS = Integer.getInteger("nightdesk.interleavings", 25);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void start() {
        context = new SpringApplicationBuilder(IngestModule.class)
                .web(WebApplicationType.NONE)
                .properties(TestServers.fresh())
                .properties("nightdesk.wecom.first-pause=PT0.01S")
                .run();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void everyHistoryEndsInTheSameMessages() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            History history = new History(seed);
            try {
                history.happen();
                assertThat(history.stored()).as("seed %s", seed).isEqualTo(history.expected());
            } finally {
                history.end();
            }
        }
    }

    /** One history of a few customers at a few desks. */
    private static final class History {
        private final Random dice;
        private final MovingClock clock = new MovingClock();
        private final WecomStandIn wecom;
        private final WecomAccount account;
        private final List<Customer> customers = new ArrayList<>();
        private final List<Said> said = new ArrayList<>();
        private final CrashingLog log;
        private KfPuller puller;
        private int sentences;

        /** What was said, and whether it was taken back. */
        private record Said(Customer customer, String msgid, String text, AtomicBoolean taken) {}

        History(int seed) {
            this.dice = new Random(seed);
            this.wecom = Objects.requireNonNull(WecomStandIn.start(Config.seeded(seed)
                            .withPageSize(1 + dice.nextInt(5))
                            .withClock(clock))
                    .block(LIMIT));
            this.account = wecom.account("interleaved" + seed);
            this.log = new CrashingLog(dice);
            for (int desk = 0; desk <= dice.nextInt(3); desk++) {
                wecom.desk("wk" + desk, "客服", true);
                for (int customer = 0; customer <= dice.nextInt(3); customer++) {
                    customers.add(wecom.customer("wk" + desk, "wm" + seed + "-" + customer, "甲"));
                }
            }
            this.puller = puller();
        }

        void happen() {
            wecom.misbehaveAtRandom(Call.SYNC_MSG, new Fault.EmptyPage(), 0.15);
            wecom.misbehaveAtRandom(Call.SYNC_MSG, new Fault.SamePageAgain(), 0.2);
            wecom.misbehaveAtRandom(Call.SYNC_MSG, new Fault.Errcode(40014), 0.05);
            wecom.misbehaveAtRandom(Call.SYNC_MSG, new Fault.Errcode(45009), 0.05);
            wecom.misbehaveAtRandom(Call.SYNC_MSG, new Fault.Status(502), 0.03);
            for (int step = 0; step < 60; step++) {
                clock.passes(Duration.ofSeconds(30));
                happens(dice.nextInt(10));
            }
            wecom.behave();
            log.holds = true;
            puller = puller();
            clock.passes(Duration.ofMinutes(2));
            customers.stream()
                    .map(Customer::openKfId)
                    .distinct()
                    .forEach(desk -> puller.pull(account, desk, null)
                            .retryWhen(Retry.backoff(10, Duration.ofMillis(20)))
                            .block(LIMIT));
        }

        private void happens(int what) {
            Customer customer = customers.get(dice.nextInt(customers.size()));
            switch (what) {
                case 0, 1, 2, 3 -> says(customer);
                case 4 -> takesBack();
                case 5 -> customer.enters(Instant.now()).block(LIMIT);
                case 6 -> puller = puller();
                case 7 -> {
                    pull(customer.openKfId());
                    pull(customer.openKfId());
                }
                default -> pull(customer.openKfId());
            }
        }

        private void says(Customer customer) {
            String text = "第" + ++sentences + "句";
            String msgid = customer.says(text, Instant.now()).block(LIMIT);
            said.add(new Said(customer, Objects.requireNonNull(msgid), text, new AtomicBoolean()));
        }

        private void takesBack() {
            if (!said.isEmpty()) {
                Said one = said.get(dice.nextInt(said.size()));
                if (one.taken().compareAndSet(false, true)) {
                    one.customer().recalls(one.msgid(), Instant.now()).block(LIMIT);
                }
            }
        }

        /** With a token that is no good, or none; a pull that fails waits for the next signal. */
        private void pull(String openKfId) {
            String token = dice.nextInt(3) == 0 ? "ENCbad" : null;
            puller.pull(account, openKfId, token)
                    .onErrorResume(TransientFailure.class, failure -> Mono.empty())
                    .onErrorResume(WecomFailure.class, failure -> Mono.empty())
                    .onErrorResume(Crash.class, failure -> Mono.empty())
                    .block(LIMIT);
        }

        private KfPuller puller() {
            Clock clock = Clock.systemUTC();
            WecomApi api = context.getBean(WecomApi.class);
            return new KfPuller(
                    api,
                    context.getBean(KfCursorStore.class),
                    context.getBean(SessionStore.class),
                    new KfCustomers(api, clock),
                    new KfMessages(clock),
                    context.getBean(Greeter.class),
                    log,
                    new Counters(),
                    new ChannelActivity(),
                    clock);
        }

        /** Returns every sentence by its id, with its words or as taken back, and how many events there are besides. */
        Map<String, String> expected() {
            Map<String, String> expected = new TreeMap<>();
            for (Said one : said) {
                expected.put(
                        Ids.message(Channel.WECOM_KF, account.name(), one.msgid()),
                        one.taken().get() ? ChatMessage.RECALLED : one.text());
            }
            return expected;
        }

        Map<String, String> stored() {
            MessageStore store = context.getBean(MessageStore.class);
            List<ChatMessage> messages = new ArrayList<>(log.messages());
            messages.addAll(messages.subList(0, dice.nextInt(messages.size() + 1)));
            Collections.shuffle(messages, dice);
            for (int from = 0; from < messages.size(); ) {
                int to = Math.min(messages.size(), from + 1 + dice.nextInt(12));
                store.save(messages.subList(from, to)).block(LIMIT);
                from = to;
            }
            Map<String, String> stored = new TreeMap<>();
            Objects.requireNonNull(store.all("", 1_000_000)
                            .filter(message -> message.account().equals(account.name()))
                            .filter(message -> !message.type().equals(ChatMessage.EVENT))
                            .collectList()
                            .block(LIMIT))
                    .forEach(message ->
                            stored.put(message.messageId(), message.isRecalled() ? message.type() : message.text()));
            return stored;
        }

        void end() {
            wecom.stop().block(LIMIT);
        }
    }

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A log in memory; now and then the process dies while a page is written, before it is acknowledged. */
    private static final class CrashingLog implements EventLog {
        private final Random dice;
        private final List<LogRecord> records = new ArrayList<>();
        private boolean holds;

        CrashingLog(Random dice) {
            this.dice = dice;
        }

        List<ChatMessage> messages() {
            return records.stream()
                    .filter(entry -> entry.topic().equals(Topics.MESSAGE))
                    .map(entry -> Json.read(entry.value(), ChatMessage.class))
                    .toList();
        }

        @Override
        public Mono<Void> append(List<LogRecord> entries) {
            return Mono.defer(() -> {
                boolean dies = !holds && dice.nextInt(5) == 0;
                records.addAll(entries.subList(0, dies ? dice.nextInt(entries.size() + 1) : entries.size()));
                return dies ? Mono.error(new Crash()) : Mono.empty();
            });
        }

        @Override
        public Mono<Void> consume(Subscription subscription, Function<List<LogRecord>, Mono<Void>> handler) {
            return Mono.never();
        }

        @Override
        public Flux<LogRecord> tail(String topic) {
            return Flux.never();
        }

        @Override
        public Mono<List<Lag>> lags() {
            return Mono.just(List.of());
        }
    }
}
