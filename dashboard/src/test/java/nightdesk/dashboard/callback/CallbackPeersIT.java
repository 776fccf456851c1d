package nightdesk.dashboard.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import me.chanjar.weixin.cp.util.crypto.WxCpCryptUtil;
import nightdesk.dashboard.app.RunningApp;
import nightdesk.ingest.Counters;
import nightdesk.ingest.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.util.UriBuilder;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;

/**
 * Two independent implementations of WeCom's encryption, the official npm package and WxJava, talk to the running
 * callback address; and so does an enemy.
 */
class CallbackPeersIT {
    private static final String TOKEN = "QDG6eK";
    private static final String KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
    private static final String CORP = "wx5823bf96d3bd56c7";
    private static final String PATH = "/wecom/callback/main";

    private static RecordingWecom wecom;
    private static RunningApp app;

    @BeforeAll
    static void start() {
        wecom = new RecordingWecom();
        app = RunningApp.start(Map.of(
                "nightdesk.wecom.accounts.main.corp-id",
                CORP,
                "nightdesk.wecom.accounts.main.agent-id",
                "1000002",
                "nightdesk.wecom.accounts.main.secret",
                "secret",
                "nightdesk.wecom.accounts.main.token",
                TOKEN,
                "nightdesk.wecom.accounts.main.encoding-aes-key",
                KEY,
                "nightdesk.wecom.accounts.main.api-base",
                wecom.url()));
    }

    @AfterAll
    static void stop() {
        app.close();
        wecom.close();
    }

    @Test
    void understandsTheOfficialNpmPackage() throws Exception {
        JsonNode answers = deliverWithNode("1616140317555161061", event("token-of-node"));
        assertThat(answers.path("verified").path("status").intValue()).isEqualTo(200);
        assertThat(answers.path("verified").path("body").stringValue()).isEqualTo("1616140317555161061");
        assertThat(answers.path("delivered").path("status").intValue()).isEqualTo(200);
        assertThat(answers.path("delivered").path("body").stringValue()).isEmpty();
        awaitPull("token-of-node");
    }

    @Test
    void understandsWxJava() throws Exception {
        Sealed echo = seal("我是中文echo+/=");
        byte[] echoed = app.anonymous()
                .get()
                .uri(uri ->
                        echo.query(uri, PATH).queryParam("echostr", "{echo}").build(echo.encrypt()))
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_PLAIN)
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
        assertThat(new String(Objects.requireNonNull(echoed), StandardCharsets.UTF_8))
                .isEqualTo("我是中文echo+/=");
        Sealed event = seal(event("token-of-wxjava"));
        assertThat(post(PATH, event, envelope(event.encrypt())).getStatus().value())
                .isEqualTo(200);
        awaitPull("token-of-wxjava");
    }

    /** Every length of padding, 1 to 32, is understood. */
    @Test
    void understandsWxJava_whateverThePadding() throws Exception {
        for (int length = 0; length < 32; length++) {
            String text = "e".repeat(length + 1);
            Sealed echo = seal(text);
            app.anonymous()
                    .get()
                    .uri(uri -> echo.query(uri, PATH)
                            .queryParam("echostr", "{echo}")
                            .build(echo.encrypt()))
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody(String.class)
                    .isEqualTo(text);
        }
    }

    @Test
    void refuses_aWrongSignature() throws Exception {
        Sealed event = seal(event("t"));
        Sealed forged = new Sealed(event.encrypt(), "0".repeat(40), event.timestamp(), event.nonce());
        assertRefused(post(PATH, forged, envelope(event.encrypt())), 403, "signature");
        Sealed moved = new Sealed(event.encrypt(), event.signature(), event.timestamp(), event.nonce() + "1");
        assertRefused(post(PATH, moved, envelope(event.encrypt())), 403, "signature");
    }

    @Test
    void refuses_aMessageForAnotherCorporation() throws Exception {
        Sealed event = seal(event("t"), "ww_someone_else");
        assertRefused(post(PATH, event, envelope(event.encrypt())), 403, "receive-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!! not base64 !!!", "QUJD", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    void refuses_garbageInPlaceOfCiphertext(String garbage) {
        Sealed signed = sign(garbage);
        assertRefused(post(PATH, signed, envelope(garbage)), 400, "ciphertext");
    }

    @Test
    void refuses_aBodyOfTenMegabytes() throws Exception {
        Sealed event = seal(event("t"));
        String large = envelope("A".repeat(10 << 20));
        assertRefused(post(PATH, event, large), 413, "too-large");
    }

    @Test
    void refuses_anXmlBomb() {
        StringBuilder bomb = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE xml [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            bomb.append("<!ENTITY a%d \"&a%d;&a%d;\">".formatted(i, i - 1, i - 1));
        }
        bomb.append("]><xml><Encrypt>&a29;</Encrypt></xml>");
        assertRefused(post(PATH, sign("x"), bomb.toString()), 400, "xml");
    }

    @Test
    void refuses_externalEntities_withoutFetchingThem() throws IOException {
        Path secret = Files.createTempFile("nightdesk", "secret");
        Files.writeString(secret, "TOP-SECRET");
        for (String system : List.of(wecom.url() + "/stolen", secret.toUri().toString())) {
            String xml = "<?xml version=\"1.0\"?><!DOCTYPE xml [<!ENTITY e SYSTEM \"" + system
                    + "\">]><xml><Encrypt>&e;</Encrypt></xml>";
            EntityExchangeResult<byte[]> answer = post(PATH, sign("TOP-SECRET"), xml);
            assertRefused(answer, 400, "xml");
            assertThat(text(answer)).doesNotContain("TOP-SECRET");
        }
        assertThat(wecom.paths()).noneMatch(path -> path.contains("stolen"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "<xml>", "<xml></xml>", "\u0000\u0001", "<xml><Encrypt>a</Encrypt>"})
    void refuses_whatIsNotAnEnvelope(String body) {
        assertRefused(post(PATH, sign("x"), body), 400, "xml");
    }

    @Test
    void refuses_anUnknownAccount() throws Exception {
        Sealed event = seal(event("t"));
        assertRefused(post("/wecom/callback/nobody", event, envelope(event.encrypt())), 404, "unknown-account");
    }

    @Test
    void refuses_whenParametersAreMissing() {
        EntityExchangeResult<byte[]> answer = app.anonymous()
                .post()
                .uri(PATH)
                .contentType(MediaType.TEXT_XML)
                .bodyValue(envelope("x"))
                .exchange()
                .expectBody()
                .returnResult();
        assertRefused(answer, 400, "parameters");
    }

    private static void assertRefused(EntityExchangeResult<byte[]> answer, int status, String reason) {
        assertThat(answer.getStatus().value()).as(text(answer)).isEqualTo(status);
        assertThat(answer.getResponseHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(Json.MAPPER.readTree(text(answer)).path("reason").stringValue())
                .isEqualTo(reason);
        assertThat(app.bean(Counters.class).all())
                .anyMatch(count -> count.name().equals("callback.rejected")
                        && count.reason().equals(reason)
                        && count.count() > 0);
    }

    private static String text(EntityExchangeResult<byte[]> answer) {
        byte[] body = answer.getResponseBodyContent();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    private static EntityExchangeResult<byte[]> post(String path, Sealed sealed, String body) {
        WebTestClient client = app.anonymous();
        return client.post()
                .uri(uri -> sealed.query(uri, path).build())
                .contentType(MediaType.TEXT_XML)
                .bodyValue(body)
                .exchange()
                .expectBody()
                .returnResult();
    }

    private static void awaitPull(String token) {
        await().atMost(Duration.ofSeconds(30)).until(() -> wecom.tokens().contains(token));
    }

    private static String event(String token) {
        return "<xml><ToUserName><![CDATA[" + CORP + "]]></ToUserName><CreateTime>1768000000</CreateTime>"
                + "<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[kf_msg_or_event]]></Event><Token><![CDATA["
                + token + "]]></Token><OpenKfId><![CDATA[wkNightdesk]]></OpenKfId></xml>";
    }

    private static String envelope(String encrypt) {
        return "<xml><ToUserName><![CDATA[" + CORP + "]]></ToUserName><Encrypt><![CDATA[" + encrypt
                + "]]></Encrypt><AgentID><![CDATA[1000002]]></AgentID></xml>";
    }

    private static Sealed seal(String plain) throws Exception {
        return seal(plain, CORP);
    }

    private static Sealed seal(String plain, String corpId) throws Exception {
        WxCpDefaultConfigImpl config = new WxCpDefaultConfigImpl();
        config.setCorpId(corpId);
        config.setToken(TOKEN);
        config.setAesKey(KEY);
        String xml = new WxCpCryptUtil(config).encrypt(plain);
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
        return new Sealed(
                field(root, "Encrypt"), field(root, "MsgSignature"), field(root, "TimeStamp"), field(root, "Nonce"));
    }

    private static String field(Element root, String name) {
        return root.getElementsByTagName(name).item(0).getTextContent().strip();
    }

    /** Signs a text that WxJava would never produce. */
    private static Sealed sign(String encrypt) {
        String signature = me.chanjar.weixin.common.util.crypto.SHA1.gen(TOKEN, "1768000000", "nonce", encrypt);
        return new Sealed(encrypt, signature, "1768000000", "nonce");
    }

    private static JsonNode deliverWithNode(String echo, String xml) throws Exception {
        Path peer = install();
        Process node = new ProcessBuilder("node", "deliver.mjs", app.url() + PATH, TOKEN, KEY, CORP, echo, xml)
                .directory(peer.toFile())
                .redirectError(peer.resolve("deliver.log").toFile())
                .start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(node.exitValue()).isZero();
        return Json.MAPPER.readTree(output);
    }

    private static Path install() throws Exception {
        Path source = Path.of("src/test/node/wecom-peer");
        Path target = Path.of("target/wecom-peer");
        Files.createDirectories(target);
        for (String file : List.of("package.json", "package-lock.json", "deliver.mjs")) {
            Files.write(target.resolve(file), Files.readAllBytes(source.resolve(file)));
        }
        if (Files.notExists(target.resolve("node_modules/@wecom/crypto/package.json"))) {
            Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                    .directory(target.toFile())
                    // Surefire talks to this JVM over its standard input: a child must not share it.
                    .redirectErrorStream(true)
                    .redirectOutput(target.resolve("npm.log").toFile())
                    .start();
            assertThat(npm.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(npm.exitValue()).as("npm ci").isZero();
        }
        return target;
    }

    private record Sealed(String encrypt, String signature, String timestamp, String nonce) {
        UriBuilder query(UriBuilder uri, String path) {
            return uri.path(path)
                    .queryParam("msg_signature", signature)
                    .queryParam("timestamp", timestamp)
                    .queryParam("nonce", nonce);
        }
    }
}
