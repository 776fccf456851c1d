package nightdesk.dashboard.sample;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.FailureText;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.Stage;
import nightdesk.ingest.Topics;
import nightdesk.responder.KnowledgeImport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Does the jobs one after another: writes the sample, appends to the log what is not kept yet, adds the knowledge. */
final class LoadSample implements Stage {
    private static final Logger log = LoggerFactory.getLogger(LoadSample.class);
    private static final int BATCH = 500;

    private final SampleJobs jobs;
    private final SampleHospital hospital;
    private final EventLog eventLog;
    private final MessageStore store;
    private final ObjectProvider<KnowledgeImport> knowledge;
    private final Clock clock;
    private final Scheduler writing;

    LoadSample(
            SampleJobs jobs,
            EventLog eventLog,
            MessageStore store,
            ObjectProvider<KnowledgeImport> knowledge,
            Clock clock,
            Scheduler writing) {
        this.jobs = jobs;
        this.hospital = new SampleHospital(clock.getZone());
        this.eventLog = eventLog;
        this.store = store;
        this.knowledge = knowledge;
        this.clock = clock;
        this.writing = writing;
    }

    @Override
    public String name() {
        return "sample";
    }

    @Override
    public String role() {
        return "dashboard";
    }

    @Override
    public Mono<Void> run() {
        return jobs.asked().concatMap(this::load).then();
    }

    private Mono<Void> load(String id) {
        return Mono.fromSupplier(() -> hospital.until(LocalDate.now(clock)))
                .subscribeOn(writing)
                .doOnNext(messages -> jobs.update(id, job -> job.of(messages.size())))
                .flatMap(messages -> append(id, messages))
                .then(teach(id))
                .doOnSuccess(done -> end(id))
                .onErrorResume(failure -> fail(id, failure));
    }

    private Mono<Void> append(String id, List<ChatMessage> messages) {
        return Flux.fromIterable(messages)
                .buffer(BATCH)
                .concatMap(batch -> appendFresh(id, batch))
                .then();
    }

    private Mono<Void> appendFresh(String id, List<ChatMessage> batch) {
        return store.known(batch.stream().map(ChatMessage::messageId).toList())
                .collect(HashSet<String>::new, Set::add)
                .flatMap(known -> {
                    List<LogRecord> fresh = batch.stream()
                            .filter(message -> !known.contains(message.messageId()))
                            .map(message -> new LogRecord(Topics.MESSAGE, message.conversationId(), Json.text(message)))
                            .toList();
                    return eventLog.append(fresh)
                            .doOnSuccess(done -> jobs.update(id, job -> job.taken(fresh.size(), known.size())));
                });
    }

    private Mono<Void> teach(String id) {
        return Mono.justOrEmpty(knowledge.getIfAvailable())
                .flatMap(each -> each.importSample("sample"))
                .doOnNext(report -> jobs.update(id, job -> job.knows(report)))
                .then();
    }

    private void end(String id) {
        jobs.update(id, job -> job.ended(SampleJob.State.DONE, clock.instant(), null));
        jobs.find(id)
                .ifPresent(job -> log.info(
                        "Sample loaded: {} messages new, {} known, {} knowledge items",
                        job.imported(),
                        job.duplicates(),
                        job.knowledge()));
    }

    private Mono<Void> fail(String id, Throwable failure) {
        log.warn("The sample could not be loaded: {}", FailureText.of(failure));
        jobs.update(id, job -> job.ended(SampleJob.State.FAILED, clock.instant(), failure.toString()));
        return Mono.empty();
    }
}
