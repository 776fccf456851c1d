package nightdesk.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nightdesk.dashboard.app.RunningJar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Drives a real Chromium over the packaged jar, as a new user would: {@code web/e2e/specs.mjs} holds the promises. */
class ConsoleIT {
    private static final Path WEB = Path.of("web");
    private static final int PASSED = 0;
    private static final int NO_BROWSER = 77;
    private static final long MINUTES = 15;

    @Test
    void keepsWhatItPromises_inARealBrowser(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) throws Exception {
        Path log = home.resolve("browser.log");
        assertThat(node(log, "build.mjs", "install", ".")).as("npm ci").isEqualTo(PASSED);
        try (RunningJar jar = new RunningJar(home, Map.of())) {
            jar.start();
            int ended = node(
                    log,
                    "e2e/run.mjs",
                    "--base-url",
                    jar.url("").toString(),
                    "--password",
                    RunningJar.password(),
                    "--pictures",
                    home.resolve("pictures").toString());
            String said = Files.readString(log, StandardCharsets.UTF_8);
            if (ended == NO_BROWSER) {
                skip(said);
            }
            assertThat(ended).as(said).isEqualTo(PASSED);
            assertThat(said).contains("all passed").doesNotContain("FAIL ");
        }
    }

    private static void skip(String why) {
        if (System.getenv().getOrDefault("NIGHTDESK_REQUIRE", "").contains("browser")) {
            throw new AssertionError(why + " NIGHTDESK_REQUIRE asks for a browser.");
        }
        abort(why);
    }

    private static int node(Path log, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of("node")))
                .directory(WEB.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.command().addAll(List.of(arguments));
        Process node = builder.start();
        if (!node.waitFor(MINUTES, TimeUnit.MINUTES)) {
            node.descendants().forEach(ProcessHandle::destroyForcibly);
            node.destroyForcibly();
            throw new AssertionError("the browser took longer than " + MINUTES + " minutes:\n" + Files.readString(log));
        }
        return node.exitValue();
    }
}
