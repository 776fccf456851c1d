package nightdesk.dashboard.leads;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import nightdesk.dashboard.problem.Conflict;
import nightdesk.dashboard.problem.NotFound;
import nightdesk.responder.Lead;
import nightdesk.responder.LeadQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Who waits for a call, who takes it, and how it went. */
@Tag(name = "leads")
@RestController
@RequestMapping(path = "/api/leads", produces = MediaType.APPLICATION_JSON_VALUE)
final class LeadController {
    private static final int LONGEST_NOTE = 2000;

    private final LeadQueue queue;

    LeadController(LeadQueue queue) {
        this.queue = queue;
    }

    /** Without a state open and claimed ones come first. */
    @Operation(summary = "The call-back queue: emergencies on top, then by score")
    @GetMapping
    Mono<LeadPage> listLeads(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int size) {
        Lead.State wanted = state == null || state.isBlank() ? null : Lead.State.of(state);
        return queue.list(wanted, page, size).map(found -> new LeadPage(found.total(), found.items()));
    }

    @Operation(summary = "Take a lead")
    @PostMapping("/{id}/claim")
    Mono<Lead> claimLead(@PathVariable String id, @Parameter(hidden = true) Principal caller) {
        return answered(id, queue.claim(id, caller.getName()));
    }

    @Operation(summary = "Note how a try to reach the patient went")
    @PostMapping(path = "/{id}/attempts", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<Lead> addAttempt(
            @PathVariable String id, @RequestBody AttemptBody body, @Parameter(hidden = true) Principal caller) {
        String note = Objects.requireNonNullElse(body.note(), "");
        if (note.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException(
                    "note: met " + note.length() + " characters, expected at most " + LONGEST_NOTE);
        }
        Lead.Outcome outcome = Lead.Outcome.of(Objects.requireNonNullElse(body.outcome(), ""));
        return answered(id, queue.attempt(id, caller.getName(), outcome, note));
    }

    /** Lists mask numbers; only the one who has claimed the lead sees them in full. */
    @Operation(summary = "The unmasked contact, for the one who claimed the lead")
    @PostMapping("/{id}/contact")
    Mono<LeadQueue.Contact> leadContact(@PathVariable String id, @Parameter(hidden = true) Principal caller) {
        return answered(id, queue.contact(id, caller.getName()));
    }

    private static <T> Mono<T> answered(String id, Mono<T> answer) {
        return answer.onErrorMap(LeadQueue.LeadTaken.class, taken -> new Conflict(String.valueOf(taken.getMessage())))
                .switchIfEmpty(Mono.error(() -> new NotFound("lead '" + id + "': no such lead")));
    }

    /**
     * @param total how many there are in this state
     * @param items one page of them
     */
    record LeadPage(long total, List<Lead> items) {}

    /**
     * @param outcome {@code reached}, {@code no_answer}, {@code wrong_number}, {@code booked} or {@code refused}
     * @param note anything worth keeping
     */
    record AttemptBody(@Nullable String outcome, @Nullable String note) {}
}
