package nightdesk.ingest.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nightdesk.ingest.TransientFailure;
import nightdesk.ingest.archive.child.Frame;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * The archive through the vendor's library in a process of its own. One request at a time. A process that dies, hangs
 * or answers nonsense is ended; the request is sent again to a new one after a pause, a few times.
 */
final class ChildArchive implements ChatArchive, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChildArchive.class);
    private static final int TRIES = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    /** The library gives up by itself after this; the process is ended somewhat later. */
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private static final int NETWORK_FAILURE = 10001;
    private static final int SYSTEM_FAILURE = 10003;
    private static final byte LAST = '1';

    private final Access access;
    private final List<String> command;
    private final Patience patience;
    private final ArchiveState state;
    private final Scheduler scheduler;
    private @Nullable ChildProcess running;

    ChildArchive(Access access, List<String> command, Patience patience, ArchiveState state) {
        this.access = access;
        this.command = command;
        this.patience = patience;
        this.state = state;
        this.scheduler = Schedulers.newBoundedElastic(1, 10_000, "archive-" + access.account(), 60, true);
    }

    @Override
    public Mono<String> pull(long seq, int limit) {
        return call(
                        patience.network().plus(MARGIN),
                        Frame.PULL,
                        Long.toUnsignedString(seq),
                        String.valueOf(limit),
                        access.proxy(),
                        access.proxyPassword(),
                        String.valueOf(patience.network().toSeconds()))
                .map(answer -> answer.text(0));
    }

    @Override
    public Mono<String> decrypt(String randomKey, String encrypted) {
        return call(patience.decrypt(), Frame.DECRYPT, randomKey, encrypted).map(answer -> answer.text(0));
    }

    @Override
    public Mono<Part> media(String index, String fileId) {
        return call(
                        patience.network().plus(MARGIN),
                        Frame.MEDIA,
                        index,
                        fileId,
                        access.proxy(),
                        access.proxyPassword(),
                        String.valueOf(patience.network().toSeconds()))
                .map(ChildArchive::part);
    }

    private static Part part(Frame answer) {
        if (answer.fields().size() != 3) {
            throw new TransientFailure(
                    "expected a part of three fields, met " + answer.fields().size());
        }
        byte[] last = answer.fields().getFirst();
        return new Part(
                last.length == 1 && last[0] == LAST,
                answer.text(1),
                ByteBuffer.wrap(answer.fields().get(2)));
    }

    private Mono<Frame> call(Duration longest, int operation, String... arguments) {
        return Mono.fromCallable(() -> exchange(longest, operation, arguments))
                .subscribeOn(scheduler)
                .retryWhen(Retry.backoff(TRIES, patience.firstPause())
                        .maxBackoff(LONGEST_PAUSE)
                        .filter(ChildDied.class::isInstance)
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()))
                .map(ChildArchive::checked);
    }

    private static Frame checked(Frame answer) {
        int code = answer.code();
        if (code >= NETWORK_FAILURE && code <= SYSTEM_FAILURE) {
            throw new TransientFailure(String.valueOf(ArchiveFailure.of(code).getMessage()));
        }
        if (code != 0) {
            throw ArchiveFailure.of(code);
        }
        return answer;
    }

    private Frame exchange(Duration longest, int operation, String... arguments) {
        return ask(open(), true, longest, operation, arguments);
    }

    private ChildProcess open() {
        ChildProcess child = running;
        if (child != null && child.isAlive()) {
            return child;
        }
        if (child != null) {
            died(child, "it had ended (" + child.end() + ")");
        }
        requireLibrary();
        ChildProcess started = start();
        Frame opened = ask(
                started,
                false,
                START_PATIENCE,
                Frame.OPEN,
                access.library().toString(),
                access.corpId(),
                access.secret());
        if (opened.code() != 0) {
            started.close();
            throw opened.code() == Frame.NO_LIBRARY
                    ? ArchiveFailure.noLibrary(access.library().toString(), "文件存在但无法加载（" + opened.text(0) + "）")
                    : checkedFailure(opened.code());
        }
        running = started;
        log.info("The archive library of {} runs in process {}", access.account(), started.pid());
        return started;
    }

    private static RuntimeException checkedFailure(int code) {
        ArchiveFailure failure = ArchiveFailure.of(code);
        return code >= NETWORK_FAILURE && code <= SYSTEM_FAILURE
                ? new TransientFailure(String.valueOf(failure.getMessage()))
                : failure;
    }

    private void requireLibrary() {
        Path library = access.library();
        if (!access.simulated() && !Files.isRegularFile(library)) {
            throw ArchiveFailure.noLibrary(library.toString(), "没有找到文件");
        }
    }

    private ChildProcess start() {
        try {
            return ChildProcess.start(command);
        } catch (IOException e) {
            throw new ChildDied("the archive library's process cannot be started", false);
        }
    }

    private Frame ask(ChildProcess child, boolean atWork, Duration longest, int operation, String... arguments) {
        Disposable watchdog = Schedulers.parallel().schedule(child::kill, longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return child.ask(operation, arguments);
        } catch (IOException e) {
            boolean hung = watchdog.isDisposed();
            child.kill();
            String how = (hung ? "it gave no answer" : "its pipe broke") + " (" + child.end() + ")";
            died(child, how);
            throw new ChildDied("the archive library's process: " + how, atWork);
        } finally {
            watchdog.dispose();
        }
    }

    private void died(ChildProcess child, String how) {
        running = null;
        state.restarted();
        log.warn("The archive library of {}, process {}, is started again: {}", access.account(), child.pid(), how);
    }

    @Override
    public void close() {
        scheduler.dispose();
        ChildProcess child = running;
        if (child != null) {
            child.close();
        }
    }

    /**
     * What opens the archive of one corp.
     *
     * @param library the vendor's library
     * @param simulated true in tests: the child needs no library
     */
    record Access(
            String account,
            String corpId,
            String secret,
            Path library,
            String proxy,
            String proxyPassword,
            boolean simulated) {
        @Override
        public String toString() {
            return "Access[" + account + ", corpId=" + corpId + "]";
        }
    }

    /**
     * @param network how long the library may wait for WeCom
     * @param decrypt how long opening one record may take
     * @param firstPause before the first new start; doubled with each further one
     */
    record Patience(Duration network, Duration decrypt, Duration firstPause) {}
}
