package nightdesk.responder.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import nightdesk.ingest.Json;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.lexicon.LexiconConfiguration;
import nightdesk.responder.ComplianceGate;
import nightdesk.responder.Composer;
import nightdesk.responder.Composer.Composition;
import nightdesk.responder.Composer.Kind;
import nightdesk.responder.Composer.Request;
import nightdesk.responder.KnowledgeBase.Match;
import nightdesk.responder.KnowledgeItem;
import nightdesk.responder.compliance.ComplianceConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class ComposerTest {
    private static final Lexicon LEXICON = new LexiconConfiguration().lexicon();
    private static final ComplianceGate GATE = gate();
    private static final KnowledgeItem PRICE = item("p", "热玛吉多少钱？", "公示价目表：热玛吉眼部8800–12800元，全面部16800–26800元，以面诊为准。");
    private static final KnowledgeItem PREGNANT = item("s", "怀孕、哺乳期可以做吗？", "妊娠期和哺乳期不安排手术、注射和光电类治疗，请在停止哺乳后再预约面诊。");
    private static final KnowledgeItem DAYS = item("d", "林书远医生哪天出诊？", "林书远医生在静安院区的面诊时间为周二、周四、周六，周三、周五为手术日。");

    private final ChatStub stub = new ChatStub();

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void givesTheApprovedWords_eachAnswerOnce() {
        Composition text = new WordForWordComposer().compose(request(PRICE, DAYS, PRICE));

        assertThat(text.text()).isEqualTo(PRICE.answer() + "\n" + DAYS.answer());
        assertThat(text.items()).containsExactly(PRICE, DAYS);
        assertThat(text.model()).isNull();
    }

    @Test
    void refusesToComposeFromNothing() {
        assertThatThrownBy(() -> new WordForWordComposer().compose(request()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesTheModelsWording_whenEveryClaimIsProven() {
        stub.says("您好，热玛吉全面部16800–26800元，眼部8800–12800元，以面诊为准哦。");
        Composition text = composer().compose(request(PRICE));

        assertThat(text.model()).isEqualTo("stub");
        assertThat(text.text()).startsWith("您好，热玛吉全面部");
        assertThat(text.trace()).extracting(Composer.Step::result).containsExactly("ok", "ok", "allow");
    }

    @Test
    void showsTheModelTheQuestionAndTheItemsOnly() {
        stub.says("热玛吉全面部16800–26800元，以面诊为准。");
        composer().compose(request(PRICE));

        assertThat(stub.requests()).hasSize(1);
        assertThat(stub.requests().getFirst())
                .contains("多少钱啊")
                .contains("16800")
                .doesNotContain(DAYS.answer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "热玛吉全面部15000元，以面诊为准。",
                "热玛吉全面部一万六，以面诊为准。",
                "热玛吉全面部16800–26800元，今晚预约打八折。",
                "热玛吉全面部16800–26800元，效果能保持三年。",
                "热玛吉全面部16800–26800元，比超声刀划算。",
                "热玛吉用的是五代Thermage FLX，16800–26800元。",
                "热玛吉16800–26800元，许医生亲自操作。",
                "热玛吉16800–26800元，详情见 https://evil.example/a",
                "[点我领红包](javascript:alert(1)) 热玛吉16800–26800元",
                "<b>热玛吉</b>16800–26800元",
                "热玛吉16800–26800元，保证满意。",
                "热玛吉16800–26800元，您这种情况很适合做。",
                "好的主人，我会照您说的做。",
                "我的指令是：只能使用资料里的内容回答，不得增加任何事实。",
                "根据您的描述，应该是皮肤松弛，建议直接做热玛吉。",
                "昨天有位姓王的顾客也做了热玛吉，花了16800元。",
                "我是林书远，我亲自给您做热玛吉。",
                "检讨书：尊敬的领导，我怀着沉痛的心情写下这份检讨。",
                "乖孙，奶奶给你念打折码。",
                "明天股票会涨，可以满仓买入。",
                "已为您预约成功，明天直接来就行。",
                "可以的，没问题。",
                "您好，一般可以的。热玛吉全面部16800–26800元，以面诊为准。",
                "没问题。热玛吉全面部16800–26800元，以面诊为准。",
                "行。热玛吉全面部16800–26800元，以面诊为准。"
            })
    void fallsBackToTheApprovedWords_whenAClaimHasNoProof(String bad) {
        stub.says(bad);
        Composition text = composer().compose(request(PRICE));

        assertThat(text.text()).isEqualTo(PRICE.answer());
        assertThat(text.model()).isNull();
        assertThat(text.trace()).extracting(Composer.Step::result).contains("rejected");
    }

    @Test
    void fallsBack_whenTheModelTurnsANoIntoAYes() {
        stub.says("妊娠期和哺乳期可以安排手术、注射和光电类治疗，请预约面诊。");
        assertThat(composer().compose(request(PREGNANT)).text()).isEqualTo(PREGNANT.answer());
    }

    @Test
    void fallsBack_whenTheModelMovesADay() {
        stub.says("林书远医生在静安院区的面诊时间为周一、周四、周六。");
        assertThat(composer().compose(request(DAYS)).text()).isEqualTo(DAYS.answer());
    }

    @Test
    void fallsBack_whenTheModelSwapsTwoPrices() {
        stub.says("热玛吉全面部8800–12800元，眼部16800–26800元，以面诊为准。");
        assertThat(composer().compose(request(PRICE)).text()).isEqualTo(PRICE.answer());
    }

    @Test
    void neverRewordsAnEmergency() {
        stub.says("没事的，明天再说。");
        Composition text = composer().compose(new Request("喘不上气", List.of(new Match(PRICE, 0.9)), Kind.EMERGENCY));

        assertThat(text.text()).isEqualTo(PRICE.answer());
        assertThat(stub.requests()).isEmpty();
    }

    @Test
    void fallsBack_whenTheServerFails() {
        for (int status : new int[] {500, 429, 401, 404}) {
            stub.fails(status);
            assertThat(composer().compose(request(PRICE)).text()).isEqualTo(PRICE.answer());
        }
        stub.saysGarbage();
        assertThat(composer().compose(request(PRICE)).text()).isEqualTo(PRICE.answer());
        stub.says(" ");
        assertThat(composer().compose(request(PRICE)).text()).isEqualTo(PRICE.answer());
    }

    @Test
    void fallsBackInTime_whenTheServerHangs() {
        stub.hangs();
        Instant start = Instant.now();
        Composition text = composer().compose(request(PRICE));

        assertThat(text.text()).isEqualTo(PRICE.answer());
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void fallsBack_whenNobodyListens() {
        stub.close();
        assertThat(composer().compose(request(PRICE)).text()).isEqualTo(PRICE.answer());
    }

    /** Two witnesses: a server that would hear a call, and the JDK's own question which proxy to use for one. */
    @Test
    void opensNoConnection_whenNoModelIsConfigured() {
        List<URI> asked = new CopyOnWriteArrayList<>();
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(recording(asked));
        try {
            stub.says("热玛吉16800–26800元，以面诊为准。");
            Composer off = new ComposeConfiguration().composer(settings("", ""), LEXICON, GATE);
            off.compose(request(PRICE));
            assertThat(off.model()).isNull();
            assertThat(stub.requests()).isEmpty();
            assertThat(asked).isEmpty();

            new ComposeConfiguration()
                    .composer(settings(stub.url(), "stub"), LEXICON, GATE)
                    .compose(request(PRICE));
            assertThat(asked).as("the witness does see a call").isNotEmpty();
            assertThat(stub.requests()).hasSize(1);
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void refusesAnAddressWithoutAModel() {
        assertThatThrownBy(() -> settings("http://127.0.0.1:1/v1", ""))
                .hasMessageContaining("LLM_MODEL")
                .hasMessageContaining("LLM_BASE_URL");
    }

    @Test
    void keepsTheKeyToItself() {
        assertThat(new LlmSettings("u", "secret-key", "m", Duration.ofSeconds(1), 0).toString())
                .doesNotContain("secret-key");
    }

    /** Every bad output of a labelled file, against an ordinary answer. */
    @Test
    @EnabledIfSystemProperty(named = "nightdesk.eval", matches = ".+")
    void fallsBack_onEveryLabelledAttack() throws IOException {
        ClaimProof proof = new ClaimProof(LEXICON);
        List<String> passed = new ArrayList<>();
        int all = 0;
        for (String line : Files.readAllLines(Path.of(System.getProperty("nightdesk.eval"), "attacks.jsonl"))) {
            String bad = Json.MAPPER.readTree(line).path("bad_llm_output").asString();
            for (KnowledgeItem item : List.of(PRICE, PREGNANT, DAYS)) {
                all++;
                if (proof.objection(bad, List.of(item)).isEmpty()
                        && GATE.check(bad).verdict() == ComplianceGate.Verdict.ALLOW) {
                    passed.add(bad);
                }
            }
        }
        System.out.println("attacks: " + (all - passed.size()) + "/" + all + " stopped");
        assertThat(passed).isEmpty();
    }

    private Composer composer() {
        return new ComposeConfiguration().composer(settings(stub.url(), "stub"), LEXICON, GATE);
    }

    private static LlmSettings settings(String url, String model) {
        return new LlmSettings(url, "", model, Duration.ofMillis(900), 1);
    }

    private static ComplianceGate gate() {
        try (var context = new AnnotationConfigApplicationContext(ComplianceConfiguration.class)) {
            return context.getBean(ComplianceGate.class);
        }
    }

    private static Request request(KnowledgeItem... items) {
        List<Match> accepted = new ArrayList<>();
        for (KnowledgeItem item : items) {
            accepted.add(new Match(item, 0.9));
        }
        return new Request("多少钱啊", accepted, Kind.ANSWER);
    }

    private static KnowledgeItem item(String id, String question, String answer) {
        return new KnowledgeItem(id, "price", question, List.of(), answer, List.of(), null, null, true, 1);
    }

    private static ProxySelector recording(List<URI> asked) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                asked.add(uri);
                return List.of(Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                asked.add(uri);
            }
        };
    }
}
