package nightdesk.ingest.kf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.Callback;
import nightdesk.ingest.Counters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.EventLog.Subscription;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Stage;
import nightdesk.ingest.Topics;
import nightdesk.ingest.TransientFailure;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.wecom.WecomFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stage {@code kf-pull}: each callback that says "pull" becomes one pull of that account; several at once become one. The
 * log's key gives every account exactly one puller. WeCom being away is left to the reconciling signal, so that one
 * account never holds up the others.
 */
final class PullOnCallback implements Stage {
    private static final Logger log = LoggerFactory.getLogger(PullOnCallback.class);
    private static final Subscription CALLBACKS = new Subscription(Topics.CALLBACK, "kf-pull", 500);
    private static final int ACCOUNTS_AT_ONCE = 8;

    private final EventLog eventLog;
    private final WecomAccounts accounts;
    private final KfPuller puller;
    private final KfCursorStore store;
    private final KfAccounts discovery;
    private final Counters counters;

    PullOnCallback(
            EventLog eventLog,
            WecomAccounts accounts,
            KfPuller puller,
            KfCursorStore store,
            KfAccounts discovery,
            Counters counters) {
        this.eventLog = eventLog;
        this.accounts = accounts;
        this.puller = puller;
        this.store = store;
        this.discovery = discovery;
        this.counters = counters;
    }

    @Override
    public String name() {
        return "kf-pull";
    }

    @Override
    public String role() {
        return "ingest";
    }

    @Override
    public Mono<Void> run() {
        return eventLog.consume(CALLBACKS, this::handle);
    }

    private Mono<Void> handle(List<LogRecord> batch) {
        return Mono.fromCallable(() -> batch.stream()
                        .map(entry -> Json.read(entry.value(), Callback.class))
                        .toList())
                .flatMap(callbacks ->
                        keepOthers(callbacks).then(followRights(callbacks)).then(pullEach(callbacks)));
    }

    private Mono<Void> keepOthers(List<Callback> callbacks) {
        return Flux.fromIterable(callbacks)
                .filter(callback -> callback.openKfId() == null && callback.xml() != null)
                .concatMap(callback -> store.keepEvent(
                        "e_" + Ids.hash(callback.account(), String.valueOf(callback.xml())),
                        callback.account(),
                        callback.event(),
                        String.valueOf(callback.xml())))
                .then();
    }

    /** The rights to customer-service accounts changed: new ones are pulled from now on, taken ones no longer. */
    private Mono<Void> followRights(List<Callback> callbacks) {
        return Flux.fromIterable(callbacks)
                .filter(callback -> KfAccounts.RIGHTS_CHANGED.equals(callback.event()) && callback.xml() != null)
                .concatMap(callback -> discovery.rightsChanged(callback.account(), String.valueOf(callback.xml())))
                .then();
    }

    private Mono<Void> pullEach(List<Callback> callbacks) {
        Map<String, Callback> latest = new LinkedHashMap<>();
        callbacks.stream()
                .filter(callback -> callback.openKfId() != null)
                .forEach(callback -> latest.merge(
                        callback.account() + "/" + callback.openKfId(),
                        callback,
                        (before, after) -> after.token() == null ? before : after));
        return Flux.fromIterable(latest.values())
                .flatMap(this::pull, ACCOUNTS_AT_ONCE)
                .then();
    }

    private Mono<Void> pull(Callback callback) {
        String openKfId = String.valueOf(callback.openKfId());
        return accounts.find(callback.account())
                .map(account ->
                        store.know(account.name(), openKfId).then(puller.pull(account, openKfId, callback.token())))
                .orElseGet(Mono::empty)
                .onErrorResume(
                        failure -> failure instanceof WecomFailure || failure instanceof TransientFailure, failure -> {
                            counters.increment("kf.pull-failed", callback.account());
                            log.warn(
                                    "A pull of {} waits for the next signal: {}",
                                    callback.openKfId(),
                                    failure.getMessage());
                            return Mono.empty();
                        });
    }
}
