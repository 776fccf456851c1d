package nightdesk.ingest.archive;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightdesk.ingest.Callback;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.EventLog.Subscription;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Stage;
import nightdesk.ingest.Topics;
import nightdesk.ingest.archive.ConsentBook.Change;
import nightdesk.ingest.archive.ConsentBook.Person;
import nightdesk.ingest.wecom.CallbackFields;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stage {@code archive-callback}: {@code msgaudit_notify} is a hint to read now (document 95039); {@code
 * msg_audit_approved} says that a patient agreed (92005).
 */
final class HearCallbacks implements Stage {
    private static final Subscription CALLBACKS = new Subscription(Topics.CALLBACK, "archive", 500);
    private static final String NOTIFY = "msgaudit_notify";
    private static final String CONTACT = "change_external_contact";
    private static final String APPROVED = "msg_audit_approved";

    private final EventLog log;
    private final ArchiveStore store;
    private final ArchiveSignals signals;

    HearCallbacks(EventLog log, ArchiveStore store, ArchiveSignals signals) {
        this.log = log;
        this.store = store;
        this.signals = signals;
    }

    @Override
    public String name() {
        return "archive-callback";
    }

    @Override
    public String role() {
        return "ingest";
    }

    @Override
    public Mono<Void> run() {
        return log.consume(CALLBACKS, this::hear);
    }

    private Mono<Void> hear(List<LogRecord> batch) {
        return Flux.fromIterable(batch)
                .map(entry -> Json.read(entry.value(), Callback.class))
                .concatMap(this::hear)
                .then();
    }

    private Mono<Void> hear(Callback callback) {
        if (callback.event().equals(NOTIFY)) {
            signals.hint(callback.account());
            return Mono.empty();
        }
        return approval(callback)
                .map(change -> store.note(callback.account(), List.of(change))
                        .then(log.append(
                                KeepRecords.event(callback.account(), change).toRecord()))
                        .doOnSuccess(done -> signals.hint(callback.account())))
                .orElseGet(Mono::empty);
    }

    private static Optional<Change> approval(Callback callback) {
        if (!callback.event().equals(CONTACT)
                || callback.xml() == null
                || !callback.xml().contains(APPROVED)) {
            return Optional.empty();
        }
        Map<String, String> fields = CallbackFields.of(callback.xml());
        String staff = fields.getOrDefault("UserID", "");
        String patient = fields.getOrDefault("ExternalUserID", "");
        if (!APPROVED.equals(fields.get("ChangeType")) || staff.isEmpty() || patient.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Change(Person.single(staff, patient), true, at(fields, callback), "callback"));
    }

    private static Instant at(Map<String, String> fields, Callback callback) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(fields.getOrDefault("CreateTime", "")));
        } catch (NumberFormatException e) {
            return callback.receivedAt();
        }
    }
}
