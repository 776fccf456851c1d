package nightdesk.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.DeadLetters;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class PipelineIT {
    private static ConfigurableApplicationContext context;
    private static EventLog log;
    private static MessageStore store;

    @BeforeAll
    static void start() {
        context = new SpringApplicationBuilder(IngestModule.class)
                .web(WebApplicationType.NONE)
                .properties(TestServers.fresh())
                .run();
        log = context.getBean(EventLog.class);
        store = context.getBean(MessageStore.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void keepsEveryMessageOnce_whenTheLogHoldsItTwice() {
        List<LogRecord> records = IntStream.range(0, 3000)
                .mapToObj(i -> message("kept-" + i % 1500, "p" + i % 7, "双眼皮多少钱" + i % 1500))
                .map(PipelineIT::record)
                .toList();
        log.append(records).block(Duration.ofSeconds(30));
        List<String> ids = IntStream.range(0, 1500)
                .mapToObj(i -> message("kept-" + i, "p0", "").messageId())
                .toList();
        until(store.known(ids).count(), known -> known == 1500);
        long kept = Flux.range(0, 7)
                .concatMap(i -> store.conversation(message("", "p" + i, "").conversationId(), null, 0, 1))
                .reduce(0L, (sum, page) -> sum + page.total())
                .block(Duration.ofSeconds(30));
        assertThat(kept).isEqualTo(1500);
        var page = store.conversation(message("kept-1", "p1", "").conversationId(), null, 0, 20)
                .block();
        assertThat(page.items()).hasSize(20).allMatch(m -> m.text().startsWith("双眼皮"));
    }

    @Test
    void buriesAPoisonRecordWithItsCause_andGoesOn() {
        DeadLetters letters = context.getBean(DeadLetters.class);
        String key = message("x", "poison", "").conversationId();
        log.append(List.of(
                        new LogRecord(Topics.MESSAGE, key, "{this is not json"),
                        record(message("after-poison", "poison", "还在吗"))))
                .block(Duration.ofSeconds(30));
        until(
                store.known(List.of(message("after-poison", "poison", "").messageId()))
                        .count(),
                n -> n == 1);
        var page = until(
                letters.list(DeadLetters.Filter.ALL, 0, 10),
                found -> found.items().stream().anyMatch(l -> l.stage().equals("store")));
        assertThat(page.items().getFirst().cause()).contains("expected JSON of ChatMessage");
        assertThat(page.items().getFirst().state()).isEqualTo("waiting");
    }

    @Test
    void followsTheLogFromNowOn_andTellsTheLag() {
        log.append(record(message("lagging", "lag", "在吗"))).block(Duration.ofSeconds(30));
        var first = log.tail(Topics.LEAD).next().toFuture();
        Flux.interval(Duration.ofMillis(200))
                .onBackpressureDrop()
                .concatMap(i -> log.append(new LogRecord(Topics.LEAD, "k", "{\"n\":" + i + "}")))
                .takeUntil(sent -> first.isDone())
                .takeUntilOther(Mono.fromFuture(first))
                .blockLast(Duration.ofSeconds(30));
        assertThat(first.join().value()).startsWith("{\"n\":");
        until(log.lags(), lags -> lags.stream().anyMatch(lag -> lag.group().equals("store") && lag.behind() == 0));
    }

    private static <T> T until(Mono<T> probe, java.util.function.Predicate<T> enough) {
        return probe.filter(enough)
                .repeatWhenEmpty(tries -> tries.delayElements(Duration.ofMillis(100)))
                .block(Duration.ofSeconds(60));
    }

    private static LogRecord record(ChatMessage message) {
        return new LogRecord(Topics.MESSAGE, message.conversationId(), Json.text(message));
    }

    private static ChatMessage message(String key, String peer, String text) {
        return new ChatMessage(
                Ids.message(Channel.WECOM_KF, "main", key),
                Channel.WECOM_KF,
                "main",
                "wk1",
                peer,
                Ids.conversation(Channel.WECOM_KF, "main", "wk1", peer),
                new Identity("external_userid", peer),
                null,
                Speaker.PATIENT,
                peer,
                null,
                ChatMessage.TEXT,
                text,
                Instant.parse("2026-11-20T14:00:00Z"),
                Instant.parse("2026-11-20T14:00:01Z"),
                "kf",
                null);
    }
}
