package nightdesk.dashboard.search;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.ZoneId;
import nightdesk.ingest.Patients;
import nightdesk.nlp.MessageIndex;
import nightdesk.nlp.SearchRequest;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Search of messages and of the people behind them. */
@Tag(name = "search")
@RestController
@RequestMapping(path = "/api/messages/search", produces = MediaType.APPLICATION_JSON_VALUE)
final class SearchController {
    private static final double NANOS_PER_MILLI = 1e6;

    private final MessageIndex index;
    private final Scheduler scheduler;
    private final ZoneId zone;
    private final Patients patients;

    SearchController(MessageIndex index, Scheduler scheduler, ZoneId zone, Patients patients) {
        this.patients = patients;
        this.index = index;
        this.scheduler = scheduler;
        this.zone = zone;
    }

    @Operation(
            summary = "Search messages",
            description = "Words are found as a substring search finds them, and by their other spellings in the"
                    + " lexicon. Figures are over all hits.")
    @GetMapping
    Mono<FoundMessages> messages(@ParameterObject @ModelAttribute SearchParameters parameters) {
        return Mono.fromCallable(() -> search(parameters.toRequest(zone)))
                .subscribeOn(scheduler)
                .flatMap(found -> patients.names(found.patientIds()).map(found::named));
    }

    private FoundMessages search(SearchRequest request) {
        long start = System.nanoTime();
        var result = index.search(request);
        double took = Math.round((System.nanoTime() - start) / NANOS_PER_MILLI * 1000) / 1000d;
        return FoundMessages.of(result, took, zone);
    }

    @Operation(summary = "Who asked", description = "The same search, by person; those with most hits first.")
    @GetMapping("/patients")
    Mono<FoundPatients> patients(@ParameterObject @ModelAttribute SearchParameters parameters) {
        return Mono.fromCallable(() -> FoundPatients.of(index.askers(parameters.toRequest(zone)), zone))
                .subscribeOn(scheduler)
                .flatMap(found -> patients.names(found.patientIds()).map(found::named));
    }
}
