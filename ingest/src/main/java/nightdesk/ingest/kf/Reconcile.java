package nightdesk.ingest.kf;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import nightdesk.ingest.Callback;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Stage;
import nightdesk.ingest.Topics;
import nightdesk.ingest.WecomAccounts;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stage {@code kf-reconcile}: callbacks may be lost, so every known account is pulled now and then without one. */
final class Reconcile implements Stage {
    private final KfCursorStore cursors;
    private final WecomAccounts accounts;
    private final EventLog eventLog;
    private final Clock clock;
    private final Duration interval;

    Reconcile(KfCursorStore cursors, WecomAccounts accounts, EventLog eventLog, Clock clock, Duration interval) {
        this.cursors = cursors;
        this.accounts = accounts;
        this.eventLog = eventLog;
        this.clock = clock;
        this.interval = interval;
    }

    @Override
    public String name() {
        return "kf-reconcile";
    }

    @Override
    public String role() {
        return "ingest";
    }

    @Override
    public Mono<Void> run() {
        return Flux.interval(Duration.ZERO, interval)
                .onBackpressureDrop()
                .concatMap(tick -> signalAll(), 1)
                .then();
    }

    private Mono<Void> signalAll() {
        return cursors.known()
                .filter(known -> accounts.find(known.account()).isPresent())
                .collectList()
                .flatMapIterable(known -> known)
                .concatMap(known -> eventLog.append(new LogRecord(
                        Topics.CALLBACK, known.account() + "/" + known.openKfId(), Json.text(signal(known)))))
                .then();
    }

    private Callback signal(KfCursorStore.Known known) {
        return new Callback(known.account(), Callback.RECONCILE, known.openKfId(), null, null, Instant.now(clock));
    }
}
