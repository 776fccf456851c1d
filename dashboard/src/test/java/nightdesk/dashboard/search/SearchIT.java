package nightdesk.dashboard.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nightdesk.dashboard.app.RunningApp;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Speaker;
import nightdesk.ingest.Topics;
import nightdesk.nlp.MessageIndex;
import nightdesk.nlp.SearchFilter;
import nightdesk.nlp.SearchRequest;
import nightdesk.nlp.SearchRequest.Order;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

class SearchIT {
    private static final Instant EVENING = Instant.parse("2026-05-03T13:40:00Z");
    private static final RunningApp APP = RunningApp.shared();
    private static final WebTestClient CLIENT = APP.admin();

    /** Two people ask on the log; what is on the log twice is one message. */
    @BeforeAll
    static void putOnTheLog() {
        append(said("1", "wmA", Speaker.PATIENT, "搜测热玛吉 5代 多少钱？😀", EVENING));
        append(said("2", "wmA", Speaker.STAFF, "搜测您好，Thermage五代12800", EVENING.plusSeconds(60)));
        append(said("3", "wmB", Speaker.PATIENT, "搜测rmj疼吗", EVENING.plusSeconds(3600)));
        append(said("3", "wmB", Speaker.PATIENT, "搜测rmj疼吗", EVENING.plusSeconds(3600)));
        append(said("4", "wmB", Speaker.PATIENT, "搜测完", EVENING.plusSeconds(3700)));
        MessageIndex index = APP.bean(MessageIndex.class);
        await().atMost(Duration.ofSeconds(30)).until(() -> index.search(all()).total() == 4);
    }

    @Test
    void answersAsTheContractSays() {
        CLIENT.get()
                .uri("/api/messages/search?q={q}&speaker=patient&from={from}", "热玛吉 搜测", "2026-05-03T00:00:00+08:00")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo(2)
                .jsonPath("$.patients")
                .isEqualTo(2)
                .jsonPath("$.tookMs")
                .isNumber()
                .jsonPath("$.aliases[0].word")
                .isEqualTo("热玛吉")
                .jsonPath("$.facets.speaker.patient")
                .isEqualTo(2)
                .jsonPath("$.facets.channel['wecom-kf']")
                .isEqualTo(2)
                .jsonPath("$.facets.treatment.热玛吉")
                .isEqualTo(2)
                .jsonPath("$.histogram.bucket")
                .isEqualTo("day")
                .jsonPath("$.histogram.buckets[0].from")
                .isEqualTo("2026-05-03T00:00:00+08:00")
                .jsonPath("$.histogram.buckets[0].count")
                .isEqualTo(2)
                .jsonPath("$.items[0].speaker")
                .isEqualTo("patient")
                .jsonPath("$.items[0].highlights[0].start")
                .isEqualTo(0)
                .jsonPath("$.items[0].treatments[0]")
                .isEqualTo("热玛吉");
    }

    @Test
    void findsASubstring_blanksAndAll() {
        for (String part : List.of("吉 5代 多", "THERMAGE五", "？😀", "测r")) {
            CLIENT.get()
                    .uri("/api/messages/search?exact=true&q={q}", part)
                    .exchange()
                    .expectBody()
                    .jsonPath("$.total")
                    .isEqualTo(1);
        }
    }

    @Test
    void showsTheTimeOfTheHospital() {
        CLIENT.get()
                .uri("/api/messages/search?exact=true&q={q}&sort=time", "搜测")
                .exchange()
                .expectBody()
                .jsonPath("$.items[0].sentAt")
                .isEqualTo("2026-05-03T22:41:40+08:00")
                .jsonPath("$.items[3].sentAt")
                .isEqualTo("2026-05-03T21:40:00+08:00");
    }

    @Test
    void tellsWhoAsked() {
        CLIENT.get()
                .uri("/api/messages/search/patients?q={q}", "热玛吉 搜测")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo(2)
                .jsonPath("$.items[0].messages")
                .isEqualTo(2)
                .jsonPath("$.items[0].lastText")
                .isEqualTo("搜测您好，Thermage五代12800")
                .jsonPath("$.items[1].patientName")
                .isEqualTo("患者wmB");
    }

    @Test
    void saysWhatIsWrong_asAProblem() {
        Map<String, String> wrong = Map.of(
                "q=\"水光", "第 1 个字符",
                "speaker=nurse", "expected one of patient, staff",
                "from=yesterday", "2026-07-01T08:00:00+08:00",
                "size=501", "0 to 500",
                "page=x", "page",
                "sort=random", "relevance or time");
        wrong.forEach((query, expected) -> {
            String[] pair = query.split("=", 2);
            byte[] body = CLIENT.get()
                    .uri("/api/messages/search?" + pair[0] + "={v}", pair[1])
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .returnResult()
                    .getResponseBodyContent();
            assertThat(new String(Objects.requireNonNull(body), java.nio.charset.StandardCharsets.UTF_8))
                    .contains(expected);
        });
    }

    private static SearchRequest all() {
        return new SearchRequest("搜测", true, java.util.Set.of(), SearchFilter.NONE, Order.TIME, 0, 0);
    }

    private static void append(ChatMessage message) {
        APP.bean(EventLog.class)
                .append(new LogRecord(Topics.MESSAGE, message.conversationId(), Json.text(message)))
                .block(Duration.ofSeconds(20));
    }

    private static ChatMessage said(String key, String peer, Speaker speaker, String text, Instant at) {
        return new ChatMessage(
                Ids.message(Channel.WECOM_KF, "searchit", key),
                Channel.WECOM_KF,
                "searchit",
                "wk1",
                peer,
                Ids.conversation(Channel.WECOM_KF, "searchit", "wk1", peer),
                new Identity("external_userid", peer),
                "患者" + peer,
                speaker,
                null,
                null,
                ChatMessage.TEXT,
                text,
                at,
                at,
                "kf",
                null);
    }
}
