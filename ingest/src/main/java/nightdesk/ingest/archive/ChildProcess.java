package nightdesk.ingest.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import nightdesk.ingest.archive.child.Frame;
import nightdesk.ingest.archive.child.Frames;

/** One run of the library's process. Used by one thread; {@link #kill} may come from any. */
final class ChildProcess {
    /** What the child may know of our environment; the rest holds secrets. */
    private static final Set<String> INHERITED =
            Set.of("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "SYSTEMROOT", "SystemRoot", "SSL_CERT_FILE");

    private static final long GOODBYE_SECONDS = 2;

    private final Process process;
    private final InputStream answers;
    private final OutputStream requests;
    private int lastId;

    private ChildProcess(Process process) {
        this.process = process;
        this.answers = new BufferedInputStream(process.getInputStream(), 1 << 16);
        this.requests = process.getOutputStream();
    }

    static ChildProcess start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        return new ChildProcess(builder.start());
    }

    /**
     * Sends a request and returns its answer.
     *
     * @throws IOException when the process has ended or answers nonsense
     */
    Frame ask(int operation, String... arguments) throws IOException {
        int id = ++lastId;
        Frames.write(requests, Frame.of(id, operation, arguments));
        Frame answer = Frames.read(answers);
        if (answer.id() != id) {
            throw new IOException("expected the answer to request " + id + ", met one to " + answer.id());
        }
        return answer;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Returns how it ended, for the log. */
    String end() {
        try {
            if (process.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                return "exit code " + process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "still running";
    }

    /** Lets it end by itself, and ends it if it does not. */
    void close() {
        try {
            requests.close();
            if (!process.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (IOException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
