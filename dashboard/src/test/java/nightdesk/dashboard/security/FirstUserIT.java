package nightdesk.dashboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightdesk.dashboard.app.RunningApp;
import nightdesk.ingest.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;

@ExtendWith(OutputCaptureExtension.class)
class FirstUserIT {
    private static final Pattern SHOWN = Pattern.compile("password {2}(\\S+)");
    private final Map<String, Object> servers = new HashMap<>(TestServers.fresh());

    @Test
    void showsARandomPasswordOnce_andObeysTheSettingsLater(CapturedOutput output) {
        String shown = shownAtFirstStart(output);
        int length = output.getOut().length();
        try (RunningApp again = start("")) {
            assertThat(signIn(again, shown)).isEqualTo(200);
        }
        try (RunningApp changed = start("chosen-by-env")) {
            assertThat(signIn(changed, "chosen-by-env")).isEqualTo(200);
            assertThat(signIn(changed, shown)).isEqualTo(401);
        }
        assertThat(output.getOut().substring(length))
                .doesNotContainPattern(SHOWN)
                .doesNotContain("chosen-by-env");
    }

    private String shownAtFirstStart(CapturedOutput output) {
        try (RunningApp first = start("")) {
            assertThat(signIn(first, "anything")).isEqualTo(401);
            Matcher matcher = SHOWN.matcher(output.getOut());
            assertThat(matcher.find()).isTrue();
            assertThat(signIn(first, matcher.group(1))).isEqualTo(200);
            return matcher.group(1);
        }
    }

    private RunningApp start(String password) {
        Map<String, Object> settings = new HashMap<>(servers);
        settings.put("nightdesk.security.admin-password", password);
        return RunningApp.startOn(settings);
    }

    private static int signIn(RunningApp app, String password) {
        return app.anonymous()
                .post()
                .uri("/api/session")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("username", "admin", "password", password))
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }
}
