package nightdesk.ingest.contact;

import java.util.List;
import java.util.Optional;
import nightdesk.ingest.Callback;
import nightdesk.ingest.Counters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.EventLog.Subscription;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.PatientEvent;
import nightdesk.ingest.Stage;
import nightdesk.ingest.Topics;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stage {@code contact-events}: keeps each event once, passes on what it tells, and asks for what changed. An event is a
 * signal to look, so that doubled, lost and reordered ones end in the same state; even a doubled one asks again, as two
 * changes within one second may look alike.
 */
final class HearContactEvents implements Stage {
    private static final Subscription CALLBACKS = new Subscription(Topics.CALLBACK, "contact", 500);

    private final EventLog log;
    private final WorkStore store;
    private final TransactionalOperator transaction;
    private final Counters counters;

    HearContactEvents(EventLog log, WorkStore store, TransactionalOperator transaction, Counters counters) {
        this.log = log;
        this.store = store;
        this.transaction = transaction;
        this.counters = counters;
    }

    @Override
    public String name() {
        return "contact-events";
    }

    @Override
    public String role() {
        return "ingest";
    }

    @Override
    public Mono<Void> run() {
        return log.consume(CALLBACKS, this::handle);
    }

    private Mono<Void> handle(List<LogRecord> batch) {
        return Mono.fromCallable(() -> batch.stream()
                        .map(entry -> Json.read(entry.value(), Callback.class))
                        .map(ContactEvent::of)
                        .flatMap(Optional::stream)
                        .toList())
                .filter(events -> !events.isEmpty())
                .flatMap(this::take);
    }

    /** What an event tells is on the log before the event is kept, so that a crash in between tells it twice, never not. */
    private Mono<Void> take(List<ContactEvent> events) {
        events.forEach(event -> counters.increment("contact.event", event.event() + "/" + event.change()));
        List<Work> work =
                events.stream().flatMap(event -> event.work().stream()).toList();
        return Flux.fromIterable(events)
                .filterWhen(event -> store.isNews(event), 1)
                .map(ContactEvent::fact)
                .flatMapIterable(
                        fact -> fact.map(PatientEvent::toRecord).stream().toList())
                .collectList()
                .flatMap(facts -> facts.isEmpty() ? Mono.empty() : log.append(facts))
                .then(keep(events, work));
    }

    private Mono<Void> keep(List<ContactEvent> events, List<Work> work) {
        return Flux.fromIterable(events)
                .concatMap(store::keep, 1)
                .then(store.ask(work))
                .as(transaction::transactional);
    }
}
