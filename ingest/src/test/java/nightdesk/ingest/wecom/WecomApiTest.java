package nightdesk.ingest.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import nightdesk.ingest.TransientFailure;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomPauses.Pause;
import nightdesk.ingest.WecomStandIn;
import nightdesk.ingest.WecomStandIn.Call;
import nightdesk.ingest.WecomStandIn.Config;
import nightdesk.ingest.WecomStandIn.Fault;
import nightdesk.ingest.standin.MovingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

class WecomApiTest {
    private static final String SYNC = "/cgi-bin/kf/sync_msg";
    private WecomStandIn wecom;
    private WecomAccount account;
    private WecomApi api;
    private Map<String, Object> request;
    private MovingClock clock;
    private CallPauses pauses;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        wecom = WecomStandIn.start(Config.seeded(3)).block();
        account = wecom.account("main");
        clock = new MovingClock();
        pauses = new CallPauses(clock, Duration.ofMinutes(1));
        api = new WecomApi(WebClient.create(), clock, pauses);
        request = Map.of("open_kfid", wecom.customer("wm1", "甲").openKfId());
    }

    @AfterEach
    void stop() {
        wecom.stop().block();
    }

    @Test
    void fetchesOneToken_whenManyAskAtOnce() {
        wecom.misbehave(Call.GETTOKEN, new Fault.Slow(Duration.ofMillis(300)), 1);
        Flux.range(0, 50).flatMap(i -> api.post(account, SYNC, request), 50).blockLast(Duration.ofSeconds(30));
        assertThat(wecom.traffic().requests().get(Call.GETTOKEN)).isEqualTo(1);
    }

    @Test
    void fetchesOneNewToken_whenTheOldOneIsRefused() {
        api.post(account, SYNC, request).block();
        wecom.revokeTokens();
        Flux.range(0, 20).flatMap(i -> api.post(account, SYNC, request), 20).blockLast(Duration.ofSeconds(30));
        assertThat(wecom.traffic().requests().get(Call.GETTOKEN)).isEqualTo(2);
    }

    @Test
    void givesUp_whenTheTokenIsRefusedTwice() {
        wecom.misbehave(Call.SYNC_MSG, new Fault.Errcode(42001), 10);
        assertThatExceptionOfType(WecomFailure.class)
                .isThrownBy(() -> api.post(account, SYNC, request).block())
                .satisfies(e -> assertThat(e.errcode()).isEqualTo(42001));
        assertThat(wecom.traffic().requests().get(Call.SYNC_MSG)).isEqualTo(2);
    }

    @Test
    void triesAgain_whenWecomIsBusy() {
        wecom.misbehave(Call.SYNC_MSG, new Fault.Errcode(-1), 2);
        assertThat(api.post(account, SYNC, request).block().path("errcode").asInt())
                .isZero();
    }

    @Test
    void saysThatAnAnswerIsTooLarge_soThatLessIsAskedFor() {
        WecomStandIn.Customer talkative = wecom.customer("wm2", "乙");
        talkative.says("水光针".repeat(600), clock.instant()).block();
        talkative.says("水光针".repeat(600), clock.instant()).block();
        WebClient small = WebClient.builder()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(8_000))
                .build();
        WecomApi narrow = new WecomApi(small, clock, pauses);
        assertThatExceptionOfType(AnswerTooLarge.class)
                .isThrownBy(() -> narrow.post(account, SYNC, request).block());
        Map<String, Object> one = Map.of("open_kfid", talkative.openKfId(), "limit", 1);
        assertThat(narrow.post(account, SYNC, one).block().path("msg_list")).hasSize(1);
    }

    @Test
    void isTransient_whenWecomStaysAway() {
        wecom.misbehave(Call.SYNC_MSG, new Fault.Status(502), 10);
        assertThatExceptionOfType(TransientFailure.class)
                .isThrownBy(() -> api.post(account, SYNC, request).block())
                .withMessageContaining("502");
    }

    @ParameterizedTest
    @CsvSource({"45009, 60, 120", "45033, 1, 2"})
    void restsAfterARateLimit_longerWhileItLasts(int errcode, int first, int second) {
        wecom.misbehave(Call.SYNC_MSG, new Fault.Errcode(errcode), 2);
        assertThat(paused().until()).isEqualTo(clock.instant().plusSeconds(first));
        assertThat(paused().errcode()).isEqualTo(errcode);
        assertThat(wecom.traffic().requests().get(Call.SYNC_MSG)).isEqualTo(1);
        assertThat(pauses.of("main")).extracting(Pause::what).containsExactly(SYNC);
        clock.passes(Duration.ofSeconds(first));
        assertThat(paused().until()).isEqualTo(clock.instant().plusSeconds(second));
        clock.passes(Duration.ofSeconds(second));
        assertThat(api.post(account, SYNC, request).block()).isNotNull();
        assertThat(pauses.of("main")).isEmpty();
    }

    @Test
    void otherApisGoOn_whileOneRests() {
        wecom.misbehave(Call.SYNC_MSG, new Fault.Errcode(45009), 1);
        paused();
        assertThat(api.post(
                                account,
                                "/cgi-bin/kf/customer/batchget",
                                Map.of("external_userid_list", java.util.List.of("wm1")))
                        .block())
                .isNotNull();
    }

    @Test
    void asksSeldom_whenTheSecretIsWrong() {
        WecomAccount wrong = new WecomAccount(
                "main", account.corpId(), "1", "wrong", "t", account.encodingAesKey(), account.apiBase(), false);
        for (int minute = 0; minute < 120; minute++) {
            assertThatExceptionOfType(WecomPaused.class)
                    .isThrownBy(() -> api.post(wrong, SYNC, request).block());
            clock.passes(Duration.ofMinutes(1));
        }
        assertThat(wecom.traffic().requests().get(Call.GETTOKEN)).isLessThanOrEqualTo(7);
        assertThat(pauses.of("main")).singleElement().satisfies(pause -> {
            assertThat(pause.errcode()).isEqualTo(40001);
            assertThat(pause.explanation()).contains("WECOM_SECRET");
        });
        assertThat(api.post(account, SYNC, request).block()).isNotNull();
    }

    @Test
    void downloadsAFile() throws Exception {
        byte[] content = bytes(300_000);
        String id = wecom.medium("报告.pdf", "application/pdf", content);
        Path target = directory.resolve("file");
        WecomMedia media = api.download(account, id, target, 1 << 20).block();
        assertThat(media).isEqualTo(new WecomMedia(content.length, "报告.pdf", "application/pdf"));
        assertThat(Files.readAllBytes(target)).isEqualTo(content);
    }

    @Test
    void goesOnWhereADownloadBroke() throws Exception {
        byte[] content = bytes(1_000_003);
        String id = wecom.medium("a.bin", "application/octet-stream", content);
        wecom.misbehave(Call.MEDIA_GET, new Fault.BrokenOff(500_001), 1);
        Path target = directory.resolve("file");
        api.download(account, id, target, 2 << 20).block();
        assertThat(Files.readAllBytes(target)).isEqualTo(content);
        assertThat(wecom.traffic().requests().get(Call.MEDIA_GET)).isEqualTo(2);
    }

    @Test
    void downloadsInParts_whenWecomWantsIt() throws Exception {
        byte[] content = bytes((20 << 20) + 77);
        String id = wecom.medium("a.mp4", "video/mp4", content);
        Path target = directory.resolve("file");
        api.download(account, id, target, 30 << 20).block();
        assertThat(Files.readAllBytes(target)).isEqualTo(content);
        assertThat(wecom.traffic().requests().get(Call.MEDIA_GET)).isEqualTo(3);
    }

    @Test
    void refusesMoreThanTheLimit() {
        String id = wecom.medium("a.bin", "application/octet-stream", bytes(100_000));
        assertThatExceptionOfType(MediaTooLarge.class)
                .isThrownBy(() -> api.download(account, id, directory.resolve("file"), 99_999)
                        .block());
    }

    @Test
    void tellsTheErrcode_whereAFileWasExpected() {
        assertThatExceptionOfType(WecomFailure.class)
                .isThrownBy(() -> api.download(account, "gone", directory.resolve("file"), 9)
                        .block())
                .satisfies(e -> assertThat(e.errcode()).isEqualTo(40007));
    }

    @Test
    void aFileOfJsonIsAFile() throws Exception {
        byte[] content = "{\"errcode\":40007}".getBytes(StandardCharsets.UTF_8);
        String id = wecom.medium("a.json", "application/json", content);
        api.download(account, id, directory.resolve("file"), 100).block();
        assertThat(Files.readAllBytes(directory.resolve("file"))).isEqualTo(content);
    }

    @Test
    void uploadsWhatItCanDownload() throws Exception {
        Path file = Files.write(directory.resolve("up"), bytes(70_000));
        String id = api.upload(account, "file", "价目 表\".pdf", file).block();
        WecomMedia media =
                api.download(account, id, directory.resolve("down"), 1 << 20).block();
        assertThat(media.fileName()).isEqualTo("价目 表_.pdf");
        assertThat(Files.readAllBytes(directory.resolve("down"))).isEqualTo(Files.readAllBytes(file));
    }

    private WecomPaused paused() {
        return assertThrows(
                WecomPaused.class, () -> api.post(account, SYNC, request).block());
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void showsNoSecret_whateverFails() {
        WecomAccount nowhere = new WecomAccount(
                "x",
                account.corpId(),
                "1",
                "the-secret",
                "the-token",
                account.encodingAesKey(),
                URI.create("http://127.0.0.1:1"),
                false);
        assertThatExceptionOfType(TransientFailure.class)
                .isThrownBy(() -> api.post(nowhere, SYNC, request).block())
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("the-secret", "corpsecret", "127.0.0.1:1/"));
        assertThat(nowhere.toString()).doesNotContain("the-secret", "the-token");
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
