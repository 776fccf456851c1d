package nightdesk.ingest.identity;

import java.util.List;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.EventLog.Subscription;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.PatientEvent;
import nightdesk.ingest.Stage;
import nightdesk.ingest.Topics;
import reactor.core.publisher.Mono;

/** Stage {@code identity}: what the log tells of patients comes into the store, and what is certain is linked. */
final class LinkPatients implements Stage {
    private static final Subscription EVENTS = new Subscription(Topics.PATIENT_EVENT, "identity", 500);
    private final EventLog log;
    private final Linking linking;

    LinkPatients(EventLog log, Linking linking) {
        this.log = log;
        this.linking = linking;
    }

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public String role() {
        return "ingest";
    }

    @Override
    public Mono<Void> run() {
        return log.consume(EVENTS, this::take);
    }

    private Mono<Void> take(List<LogRecord> batch) {
        return Mono.fromCallable(() -> batch.stream()
                        .map(entry -> Json.read(entry.value(), PatientEvent.class))
                        .toList())
                .flatMap(linking::take);
    }
}
