package nightdesk.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import nightdesk.ingest.archive.ChatArchive.Part;
import nightdesk.ingest.archive.ChildArchive.Access;
import nightdesk.ingest.archive.ChildArchive.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real child with a real native library, compiled here by {@code cc}: JNA, the C functions, a real crash. */
class NativeChildIT {
    @TempDir
    private Path home;

    private final ArchiveState state = new ArchiveState("main", Clock.systemUTC());
    private ChildArchive archive;

    @AfterEach
    void close() {
        if (archive != null) {
            archive.close();
        }
    }

    @Test
    void callsTheFunctionsOfTheHeader() throws Exception {
        open(compiled(), "right", "socks5://127.0.0.1:9");
        assertThat(archive.pull(-1, 1000).block())
                .isEqualTo("{\"errcode\":0,\"seq\":\"18446744073709551615\",\"limit\":1000,"
                        + "\"proxy\":\"socks5://127.0.0.1:9\",\"seconds\":5}");
        assertThat(archive.decrypt("key", "{\"msgid\":\"中文\"}").block()).isEqualTo("{\"msgid\":\"中文\"}");
        Part first = archive.media("", "known").block();
        Part second = archive.media(first.next(), "known").block();
        assertThat(first.last()).isFalse();
        assertThat(second.last()).isTrue();
        assertThat(second.bytes()).isEqualTo(ByteBuffer.wrap(new byte[] {4, 5, 0, 7}));
        assertThatThrownBy(() -> archive.media("", "unknown").block()).hasMessageContaining("10005");
        assertThatThrownBy(() -> archive.decrypt("wrong", "x").block()).hasMessageContaining("10006");
        assertThat(state.now().restarts()).isZero();
    }

    @Test
    void survivesACrashOfTheLibrary() throws Exception {
        open(compiled(), "right", "");
        assertThatThrownBy(() -> archive.decrypt("key", "crash").block())
                .isInstanceOfSatisfying(
                        ChildDied.class, died -> assertThat(died.atWork()).isTrue());
        assertThat(archive.decrypt("key", "after").block()).isEqualTo("after");
        assertThat(state.now().restarts()).isEqualTo(4);
    }

    @Test
    void saysWhichFileGoesWhere_whenThereIsNoLibrary() throws Exception {
        Path missing = home.resolve("libWeWorkFinanceSdk_C.so");
        open(missing, "right", "");
        assertThatThrownBy(() -> archive.pull(0, 10).block())
                .isInstanceOf(ArchiveFailure.class)
                .hasMessageContaining("没有找到文件")
                .hasMessageContaining(missing.toString());
        Files.writeString(missing, "this is no library");
        assertThatThrownBy(() -> archive.pull(0, 10).block())
                .isInstanceOf(ArchiveFailure.class)
                .hasMessageContaining("无法加载");
    }

    @Test
    void saysWhatTheLibraryRefuses() throws Exception {
        open(compiled(), "wrong", "");
        assertThatThrownBy(() -> archive.pull(0, 10).block())
                .isInstanceOf(ArchiveFailure.class)
                .hasMessageContaining("10000")
                .hasMessageContaining("Secret");
    }

    private void open(Path library, String secret, String proxy) {
        archive = new ChildArchive(
                new Access("main", "ww1", secret, library, proxy, "", false),
                ChildCommand.of(ArchiveSettings.REAL_CHILD, home),
                new Patience(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMillis(20)),
                state);
    }

    private Path compiled() throws IOException, InterruptedException {
        Path source = home.resolve("finance.c");
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("finance.c"))) {
            Files.copy(in, source);
        }
        Path library = home.resolve("libfinance.so");
        assumeTrue(hasCompiler(), "no cc on this machine");
        Process cc = new ProcessBuilder("cc", "-shared", "-fPIC", "-o", library.toString(), source.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(cc.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(cc.exitValue()).isZero();
        return library;
    }

    private static boolean hasCompiler() {
        for (String directory : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(directory, "cc"))) {
                return true;
            }
        }
        return false;
    }
}
