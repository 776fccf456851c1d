package nightdesk.dashboard.system;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The system page. */
@Tag(name = "system")
@RestController
final class SystemController {
    private final SystemReport report;

    SystemController(SystemReport report) {
        this.report = report;
    }

    @Operation(summary = "How Nightdesk is")
    @GetMapping(path = "/api/system", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<SystemState> system() {
        return report.now();
    }
}
