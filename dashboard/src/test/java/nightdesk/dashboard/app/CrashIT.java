package nightdesk.dashboard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import nightdesk.ingest.Channel;
import nightdesk.ingest.Ids;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomStandIn;
import nightdesk.ingest.WecomStandIn.Call;
import nightdesk.ingest.WecomStandIn.Fault;
import nightdesk.ingest.WecomStandIn.Sent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Kills the process without warning while customers write. The full measure is
 * {@code -Dnightdesk.crash.messages=20000 -Dnightdesk.crash.kills=20}.
 */
class CrashIT {
    private static final int MESSAGES = Integer.getInteger("nightdesk.crash.messages", 600);
    private static final int KILLS = Integer.getInteger("nightdesk.crash.kills", 3);
    private static final int PER_CUSTOMER = 20;
    private static final String KNOWLEDGE = """
            {"id":"kb-a","category":"hours","question":"你们几点开门？","answer":"每天9:30–20:30接待。","treatments":[],"valid_until":"2099-12-31"}
            """;

    @Test
    void losesNothingAndDoublesNothing_whenItIsKilledAgainAndAgain(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) {
        WecomStandIn wecom = WecomStandIn.start(
                        WecomStandIn.Config.seeded(7).withCallbackTimeout(Duration.ofSeconds(2)))
                .block();
        WecomAccount account = wecom.account("main");
        try (RunningJar jar = new RunningJar(home, environment(account, wecom))) {
            jar.start();
            jar.signIn();
            jar.post("/api/knowledge/import", "application/x-ndjson", KNOWLEDGE);
            wecom.pushTo(jar.url("/wecom/callback/main"));
            wecom.misbehaveAtRandom(Call.CALLBACK, new Fault.Twice(), 0.1);
            wecom.misbehaveAtRandom(Call.CALLBACK, new Fault.Lost(), 0.05);
            wecom.misbehaveAtRandom(Call.SYNC_MSG, new Fault.SamePageAgain(), 0.05);
            wecom.misbehaveAtRandom(Call.SEND_MSG, new Fault.AnswerLost(), 0.1);
            List<WecomStandIn.Customer> customers = IntStream.range(0, MESSAGES / PER_CUSTOMER)
                    .mapToObj(i -> wecom.customer("wm" + i, "顾客" + i))
                    .toList();
            List<Throwable> failures = new ArrayList<>();
            Disposable writing = write(customers).subscribe(said -> {}, failures::add);
            killAgainAndAgain(jar);
            RunningJar.await(Duration.ofMinutes(20), writing::isDisposed);
            assertThat(failures).isEmpty();
            wecom.behave();
            expectEverythingOnce(jar, wecom, customers);
        } finally {
            wecom.stop().block();
        }
    }

    private static Map<String, String> environment(WecomAccount account, WecomStandIn wecom) {
        return Map.of(
                "WECOM_CORP_ID", account.corpId(),
                "WECOM_AGENT_ID", account.agentId(),
                "WECOM_SECRET", account.secret(),
                "WECOM_TOKEN", account.token(),
                "WECOM_ENCODING_AES_KEY", account.encodingAesKey(),
                "WECOM_API_BASE", wecom.url().toString(),
                "NIGHTDESK_NIGHT_WINDOWS", "00:00-24:00",
                "NIGHTDESK_BURST_WINDOW", "PT1S",
                "NIGHTDESK_NIGHT_MAX_AGE", "PT6H",
                "NIGHTDESK_KF_RECONCILE_INTERVAL", "PT5S");
    }

    private static Flux<String> write(List<WecomStandIn.Customer> customers) {
        return Flux.range(0, PER_CUSTOMER)
                .concatMap(round -> Flux.fromIterable(customers)
                        .flatMap(customer -> customer.says("第" + round + "次问：你们几点开门？", Instant.now()), 16)
                        .concatWith(Mono.<String>empty().delaySubscription(Duration.ofMillis(800))));
    }

    private static void killAgainAndAgain(RunningJar jar) {
        Random random = new Random(11);
        for (int kill = 0; kill < KILLS; kill++) {
            RunningJar.rest(Duration.ofMillis(500 + random.nextInt(6000)));
            jar.kill();
            jar.start();
        }
    }

    private static void expectEverythingOnce(
            RunningJar jar, WecomStandIn wecom, List<WecomStandIn.Customer> customers) {
        jar.signIn();
        RunningJar.await(Duration.ofMinutes(10), () -> isQuiet(jar, wecom, customers));
        long stored = 0;
        for (WecomStandIn.Customer customer : customers) {
            stored += expectOneConversationWhole(jar, customer);
        }
        assertThat(stored)
                .as("messages in PostgreSQL")
                .isEqualTo((long) MESSAGES + wecom.sent().size());
        assertThat(jar.get("/api/system").path("index").path("messages").asLong())
                .as("messages in Lucene")
                .isEqualTo(stored);
        assertThat(wecom.sent()).as("patients were answered").isNotEmpty();
    }

    /** Quiet: everything read, nothing waiting to be sent, and nothing new for longer than a burst stays open. */
    private static boolean isQuiet(RunningJar jar, WecomStandIn wecom, List<WecomStandIn.Customer> customers) {
        int before = wecom.sent().size();
        RunningJar.rest(Duration.ofSeconds(12));
        JsonNode system = jar.get("/api/system");
        long behind = 0;
        for (JsonNode lag : system.path("lags")) {
            behind += lag.path("behind").asLong();
        }
        return behind == 0
                && system.path("index").path("messages").asLong() >= (long) MESSAGES + before
                && customers.stream().noneMatch(customer -> isWaiting(jar, customer))
                && wecom.sent().size() == before;
    }

    private static boolean isWaiting(RunningJar jar, WecomStandIn.Customer customer) {
        for (JsonNode reply :
                jar.get("/api/replies?conversationId=" + conversation(customer)).path("items")) {
            if (reply.path("delivery").path("state").asString("").equals("pending")) {
                return true;
            }
        }
        return false;
    }

    private static String conversation(WecomStandIn.Customer customer) {
        return Ids.conversation(Channel.WECOM_KF, "main", customer.openKfId(), customer.externalUserId());
    }

    private static long expectOneConversationWhole(RunningJar jar, WecomStandIn.Customer customer) {
        String id = conversation(customer);
        JsonNode page = jar.get("/api/conversations/" + id + "/messages?size=200");
        Set<String> said = new TreeSet<>();
        for (JsonNode message : page.path("items")) {
            if (message.path("speaker").asString().equals("patient")) {
                said.add(message.path("text").asString());
            }
        }
        List<Sent> heard = customer.heard();
        assertThat(said).as("kept of %s", customer.externalUserId()).hasSize(PER_CUSTOMER);
        assertThat(page.path("total").asInt())
                .as("messages of %s", customer.externalUserId())
                .isEqualTo(PER_CUSTOMER + heard.size());
        expectEveryQuestionAnsweredOnce(jar, id, heard);
        return page.path("total").asLong();
    }

    /** Each reply answers patient messages of its own; what the patient heard is what was decided, once each. */
    private static void expectEveryQuestionAnsweredOnce(RunningJar jar, String conversation, List<Sent> heard) {
        JsonNode replies =
                jar.get("/api/replies?conversationId=" + conversation).path("items");
        List<String> sent = new ArrayList<>();
        List<String> questions = new ArrayList<>();
        for (JsonNode reply : replies) {
            reply.path("question").asString("").lines().forEach(questions::add);
            if (reply.path("delivery").path("state").asString("").equals("sent")) {
                sent.add(reply.path("delivery").path("msgid").asString());
            }
        }
        assertThat(questions).as("questions decided").doesNotHaveDuplicates();
        assertThat(heard.stream().map(Sent::msgid)).as("msgids heard").doesNotHaveDuplicates();
        assertThat(heard.stream().map(Sent::msgid)).containsExactlyInAnyOrderElementsOf(sent);
    }
}
