package nightdesk.nlp.lucene;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.EventLog.Subscription;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.PatientChanged;
import nightdesk.ingest.Patients;
import nightdesk.ingest.Stage;
import nightdesk.ingest.Topics;
import reactor.core.publisher.Mono;

/** Stage {@code index-patients}: the index knows who is one person. A change is a signal; the store says what holds. */
final class FollowPatients implements Stage {
    private static final Subscription CHANGES = new Subscription(Topics.PATIENT, "index-patients", 2000);
    private final EventLog log;
    private final Patients patients;
    private final MergedPatients merged;

    FollowPatients(EventLog log, Patients patients, MergedPatients merged) {
        this.log = log;
        this.patients = patients;
        this.merged = merged;
    }

    @Override
    public String name() {
        return "index-patients";
    }

    @Override
    public String role() {
        return "nlp";
    }

    @Override
    public Mono<Void> run() {
        return patients.merged()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .doOnNext(merged::replace)
                .then(log.consume(CHANGES, this::follow));
    }

    private Mono<Void> follow(List<LogRecord> batch) {
        return Mono.fromCallable(() -> moved(batch))
                .filter(ids -> !ids.isEmpty())
                .flatMap(patients::current)
                .doOnNext(merged::change)
                .then();
    }

    private static Set<String> moved(List<LogRecord> batch) {
        return batch.stream()
                .map(entry -> Json.read(entry.value(), PatientChanged.class))
                .filter(change -> change.kind() != PatientChanged.Kind.PROFILE)
                .flatMap(change -> change.patientIds().stream())
                .collect(Collectors.toSet());
    }
}
