package nightdesk.dashboard.system;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import nightdesk.dashboard.problem.Conflict;
import nightdesk.nlp.IndexRebuild;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Building the message index again while it is searched. */
@Tag(name = "system")
@RestController
@RequestMapping(path = "/api/system/index/rebuild", produces = MediaType.APPLICATION_JSON_VALUE)
final class IndexController {
    private final IndexRebuild rebuild;
    private final Clock clock;

    IndexController(IndexRebuild rebuild, Clock clock) {
        this.rebuild = rebuild;
        this.clock = clock;
    }

    @Operation(summary = "How far the last rebuild of the index is")
    @GetMapping
    Mono<RebuildState> state() {
        return Mono.fromSupplier(rebuild::state).map(state -> RebuildState.of(state, clock.getZone()));
    }

    @Operation(summary = "Build the index again from the store; searches go on meanwhile")
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<RebuildState> start() {
        return Mono.fromSupplier(rebuild::start)
                .onErrorMap(
                        IndexRebuild.AlreadyRunning.class,
                        running -> new Conflict(String.valueOf(running.getMessage())))
                .map(state -> RebuildState.of(state, clock.getZone()));
    }
}
