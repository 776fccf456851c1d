package nightdesk.ingest.archive;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import nightdesk.ingest.ArchiveStatus.Archive;

/** How one archive is, for the system page. */
final class ArchiveState {
    private final AtomicReference<Archive> now;
    private final Clock clock;

    ArchiveState(String account, Clock clock) {
        this.now = new AtomicReference<>(new Archive(account, "starting", "", 0, null, null, 0, 0, 0, 0));
        this.clock = clock;
    }

    Archive now() {
        return Objects.requireNonNull(now.get());
    }

    /** A person must do something. */
    void blocked(String detail) {
        change(a -> with(a, "blocked", detail));
    }

    /** It will be tried again. */
    void waiting(String detail) {
        change(a -> with(a, "waiting", detail));
    }

    void restarted() {
        change(a -> new Archive(
                a.account(),
                a.state(),
                a.detail(),
                a.seq(),
                a.lastPullAt(),
                a.lastRecordAt(),
                a.stored(),
                a.withoutConsent(),
                a.sealed(),
                a.restarts() + 1));
    }

    /** A page was read and kept. */
    void read(long seq, int records, int stored, int withoutConsent) {
        Instant at = Instant.now(clock);
        change(a -> new Archive(
                a.account(),
                a.state(),
                a.detail(),
                Math.max(seq, a.seq()),
                at,
                records == 0 ? a.lastRecordAt() : at,
                a.stored() + stored,
                a.withoutConsent() + withoutConsent,
                a.sealed(),
                a.restarts()));
    }

    /** All is read; {@code sealed} records wait for something, {@code detail} says what. */
    void idle(long sealed, String detail) {
        change(a -> new Archive(
                a.account(),
                "running",
                detail,
                a.seq(),
                a.lastPullAt(),
                a.lastRecordAt(),
                a.stored(),
                a.withoutConsent(),
                sealed,
                a.restarts()));
    }

    private static Archive with(Archive a, String state, String detail) {
        return new Archive(
                a.account(),
                state,
                detail,
                a.seq(),
                a.lastPullAt(),
                a.lastRecordAt(),
                a.stored(),
                a.withoutConsent(),
                a.sealed(),
                a.restarts());
    }

    private void change(UnaryOperator<Archive> how) {
        now.updateAndGet(how);
    }
}
