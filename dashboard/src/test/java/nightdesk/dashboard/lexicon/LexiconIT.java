package nightdesk.dashboard.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The lexicon through the real HTTP edge: what is published is found within seconds, in old messages too. */
class LexiconIT {
    private static RunningApp app;
    private static WebTestClient admin;

    @BeforeAll
    static void start() {
        app = RunningApp.start(Map.of());
        admin = app.admin();
        append("1", "想打云朵针，多少钱");
        append("2", "你们有云朵针吗");
        append("3", "双眼皮多少钱");
        await().atMost(Duration.ofSeconds(30)).until(() -> total("多少钱") == 2 && total("云朵针") == 2);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void findsOldMessagesByANewEntry_withinSeconds_andForgetsItAfterARollBack() {
        int first = number(0);
        saved(Map.of("sort", "brand", "name", "云朵针", "treatments", List.of("水光针"), "aliases", List.of("yunduo")))
                .isOk();
        admin.get()
                .uri("/api/lexicon/preview")
                .exchange()
                .expectBody()
                .jsonPath("$.changing")
                .isEqualTo(2)
                .jsonPath("$.examples[0].after[0]")
                .isEqualTo("云朵针");
        assertThat(total("treatment:水光针")).isZero();

        long published = System.nanoTime();
        publish();
        await().atMost(Duration.ofSeconds(15)).until(() -> total("treatment:水光针") == 2 && total("yunduo") == 2);
        System.out.printf("edit to first correct search: %d ms%n", (System.nanoTime() - published) / 1_000_000);
        assertThat(total("项目:皮肤 多少钱")).isEqualTo(1);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> app.bean(MessageIndex.class).outdated() == 0);

        admin.post()
                .uri("/api/lexicon/versions/{n}/restore", first)
                .exchange()
                .expectStatus()
                .isOk();
        await().atMost(Duration.ofSeconds(15)).until(() -> total("treatment:水光针") == 0);
        assertThat(number(0)).isEqualTo(first + 2);
    }

    @Test
    void refusesInChineseWhatDoesNotFit() {
        saved(Map.of("sort", "treatment", "name", "云热玛", "aliases", List.of("热马吉")))
                .isBadRequest();
        saved(Map.of("sort", "brand", "name", "无处", "treatments", List.of("没有的项目")))
                .isBadRequest();
        saved(Map.of("sort", "动物", "name", "无处")).isBadRequest();
        admin.get()
                .uri("/api/messages/search?q={q}", "(热玛吉")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("搜索词第 1 个字符处左括号没有配对，后面应有右括号");
    }

    @Test
    void takesATableLineByLine_andGivesItBack() {
        admin.post()
                .uri("/api/lexicon/table")
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .bodyValue("类别,名称,分组,别名,上级,代表项目,部位\n行话,测试行话,,甲话|乙话,,,\n品牌,坏品牌,,,,没有,\n")
                .exchange()
                .expectBody()
                .jsonPath("$.added")
                .isEqualTo(1)
                .jsonPath("$.errors[0].line")
                .isEqualTo(3)
                .jsonPath("$.errors[0].reason")
                .isEqualTo("代表项目「没有」不在词典里，应是已有的项目名");
        String table = admin.get()
                .uri("/api/lexicon/table")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(table).contains("行话,测试行话,,甲话|乙话").contains("热玛吉");
    }

    @Test
    void saysHowASentenceIsRead() {
        admin.get()
                .uri("/api/lexicon/analyze?text={t}", "打乔雅登，大V说热.玛.吉")
                .exchange()
                .expectBody()
                .jsonPath("$.words")
                .isNotEmpty()
                .jsonPath("$.pieces[?(@.name == '乔雅登')].because")
                .isEqualTo("就是名称，代表项目：玻尿酸")
                .jsonPath("$.pieces[?(@.found == 'apart' && @.sort == 'treatment')].surface")
                .isEqualTo("热.玛.吉");
    }

    @Test
    void suggestsWhatMayHaveBeenMeant() {
        admin.get()
                .uri("/api/messages/search?q={q}", "双眼痞痞")
                .exchange()
                .expectBody()
                .jsonPath("$.suggestions[0].instead")
                .isNotEmpty();
    }

    private static org.springframework.test.web.reactive.server.StatusAssertions saved(Map<String, Object> entry) {
        return admin.post()
                .uri("/api/lexicon/entries")
                .bodyValue(entry)
                .exchange()
                .expectStatus();
    }

    private static void publish() {
        admin.post()
                .uri("/api/lexicon/versions")
                .bodyValue(Map.of("note", "试"))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private static int number(int index) {
        byte[] body = admin.get()
                .uri("/api/lexicon/versions")
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return com.jayway.jsonpath.JsonPath.read(
                new String(java.util.Objects.requireNonNull(body), java.nio.charset.StandardCharsets.UTF_8),
                "$.items[" + index + "].number");
    }

    private static long total(String query) {
        return app.bean(MessageIndex.class)
                .search(new SearchRequest(query, false, Set.of(), SearchFilter.NONE, Order.TIME, 0, 0))
                .total();
    }

    private static void append(String key, String text) {
        Instant at = Instant.parse("2026-05-03T13:40:00Z");
        ChatMessage message = new ChatMessage(
                Ids.message(Channel.WECOM_KF, "lexiconit", key),
                Channel.WECOM_KF,
                "lexiconit",
                "wk1",
                "wmLex",
                Ids.conversation(Channel.WECOM_KF, "lexiconit", "wk1", "wmLex"),
                new Identity("external_userid", "wmLex"),
                "患者",
                Speaker.PATIENT,
                null,
                null,
                ChatMessage.TEXT,
                text,
                at,
                at,
                "kf",
                null);
        app.bean(EventLog.class)
                .append(new LogRecord(Topics.MESSAGE, message.conversationId(), Json.text(message)))
                .block(Duration.ofSeconds(20));
    }
}
