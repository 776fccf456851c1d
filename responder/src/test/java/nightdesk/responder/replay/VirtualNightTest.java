package nightdesk.responder.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nightdesk.ingest.Json;
import nightdesk.responder.NightReplay.Outcome;
import nightdesk.responder.NightReplay.Script;
import nightdesk.responder.NightReplay.ScriptedTurn;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.night.Bursts;
import nightdesk.responder.night.TestDesk;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

class VirtualNightTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-02T02:00:00Z"), TestDesk.ZONE);
    private final DeskReplay replay = new DeskReplay(
            TestDesk.desk(),
            TestDesk.CALENDAR,
            new Bursts(Duration.ofSeconds(3), Duration.ofSeconds(10)),
            null,
            CLOCK,
            Schedulers.immediate());

    private static ScriptedTurn patient(String at, String text) {
        return new ScriptedTurn(at, "patient", "text", text);
    }

    private Outcome play(ScriptedTurn... turns) {
        return replay.play(new Script(null, List.of(turns)));
    }

    @Test
    void answersABurstOnce_andTakesTheLead() {
        Outcome outcome = play(
                patient("22:14:03", "在吗"),
                patient("22:14:05", "想问下"),
                patient("22:14:08", "热玛吉多少钱"),
                patient("22:15:40", "让人明天下午给我打电话吧 138 0000 1234"));
        assertThat(outcome.messages()).hasSize(2);
        assertThat(outcome.messages().getFirst().knowledge()).containsExactly("kb-thermage");
        assertThat(outcome.messages().getFirst().at().toString()).isEqualTo("2026-06-02T22:14:11+08:00");
        JsonNode lead = Json.MAPPER.readTree(Json.text(outcome.lead()));
        assertThat(lead.path("phone").asString()).isEqualTo("138-0000-1234");
        assertThat(lead.path("treatment").asString()).isEqualTo("热玛吉");
        assertThat(lead.path("callback_time").asString()).isEqualTo("明天下午");
        assertThat(lead.has("wechat")).isFalse();
    }

    @Test
    void aTimeEarlierThanTheOneBeforeIsTheNextDay_andTheMorningIsSilent() {
        Outcome outcome = play(patient("23:20:00", "热玛吉多少钱"), patient("10:05:12", "静安院区地址在哪里"));
        assertThat(outcome.messages()).hasSize(1);
    }

    @Test
    void readsFullDateTimes() {
        Outcome outcome = play(patient("2026-06-02T14:14:03Z", "热玛吉多少钱"));
        assertThat(outcome.messages().getFirst().at().toString()).isEqualTo("2026-06-02T22:14:06+08:00");
    }

    @Test
    void staysSilent_whenStaffSpeakBeforeTheBurstCloses() {
        Outcome outcome = play(patient("22:14:03", "热玛吉多少钱"), new ScriptedTurn("22:14:05", "staff", "text", "您好，我来回复"));
        assertThat(outcome.messages()).isEmpty();
    }

    @Test
    void aRecalledNumberIsNoLead() {
        Outcome outcome = play(
                patient("22:14:03", "想了解热玛吉 13800001234"),
                new ScriptedTurn("22:16:00", "event", "event", "[事件] 患者撤回了一条消息"));
        assertThat(outcome.lead()).isNull();
    }

    @Test
    void namesEscalationAndWishForAPerson() {
        Outcome outcome = play(patient("22:14:03", "打完玻尿酸看不见了"), patient("22:20:00", "转人工"));
        assertThat(outcome.escalation().level()).isEqualTo("emergency");
        assertThat(outcome.humanRequested()).isTrue();
        assertThat(outcome.messages().getFirst().decision()).isEqualTo(ReplyKind.EMERGENCY);
    }

    @Test
    void saysWhichTurnCannotBeRead() {
        assertThatThrownBy(() -> play(patient("soon", "在吗")))
                .hasMessageContaining("turns[0].at")
                .hasMessageContaining("soon");
        assertThatThrownBy(() -> play(new ScriptedTurn("22:00:00", "doctor", "text", "在吗")))
                .hasMessageContaining("turns[0].from")
                .hasMessageContaining("doctor");
    }
}
