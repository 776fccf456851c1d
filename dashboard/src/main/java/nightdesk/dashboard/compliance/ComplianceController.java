package nightdesk.dashboard.compliance;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import nightdesk.ingest.Recursion;
import nightdesk.responder.ComplianceGate;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The gate that every outgoing sentence passes, for trying. */
@Tag(name = "compliance")
@RestController
@RequestMapping(path = "/api/compliance", produces = MediaType.APPLICATION_JSON_VALUE)
final class ComplianceController {
    private final ComplianceGate gate;
    private final Scheduler scheduler;

    ComplianceController(ComplianceGate gate, Scheduler scheduler) {
        this.gate = gate;
        this.scheduler = scheduler;
    }

    @Operation(summary = "Check a text sentence by sentence; the worst sentence decides")
    @PostMapping("/check")
    Mono<ComplianceGate.Check> check(@Valid @RequestBody CheckText request) {
        return Mono.fromCallable(Recursion.guarded(() -> gate.check(request.text())))
                .subscribeOn(scheduler);
    }

    /**
     * @param text what would be sent
     */
    record CheckText(@NotNull @Size(max = 10_000) String text) {}
}
