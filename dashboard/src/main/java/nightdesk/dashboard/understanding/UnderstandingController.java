package nightdesk.dashboard.understanding;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import nightdesk.ingest.Recursion;
import nightdesk.nlp.Understanding;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** What the words of a patient mean, for trying. */
@Tag(name = "understanding")
@RestController
@RequestMapping(path = "/api/understand", produces = MediaType.APPLICATION_JSON_VALUE)
final class UnderstandingController {
    private final Understanding understanding;
    private final Scheduler scheduler;

    UnderstandingController(Understanding understanding, Scheduler scheduler) {
        this.understanding = understanding;
        this.scheduler = scheduler;
    }

    @Operation(summary = "Intents, treatments with stance, facts, complaint, lead strength and triage of a message")
    @PostMapping
    Mono<Understanding.Meaning> read(@Valid @RequestBody PatientText request) {
        List<String> context = Objects.requireNonNullElse(request.context(), List.of());
        return Mono.fromCallable(Recursion.guarded(() -> understanding.read(request.text(), context)))
                .subscribeOn(scheduler);
    }

    /**
     * @param text the patient's words
     * @param context earlier lines, oldest first, {@code P: …} patient or {@code C: …} clinic
     */
    record PatientText(
            @NotNull @Size(max = 4000) String text,
            @Nullable @Size(max = 200) List<@Size(max = 4000) String> context) {}
}
