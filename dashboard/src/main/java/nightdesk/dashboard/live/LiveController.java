package nightdesk.dashboard.live;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** The live view as server-sent events. */
@Tag(name = "live")
@RestController
final class LiveController {
    private final LiveView view;

    LiveController(LiveView view) {
        this.view = view;
    }

    @Operation(
            summary = "What happens, live",
            description = "Server-sent events message, reply, lead, and a heartbeat at once and every 15 s."
                    + " The stream ends from time to time; connect again.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = LiveEvent.class)))
    @GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<LiveEvent>> events() {
        return view.follow()
                .map(event ->
                        ServerSentEvent.builder(event).event(event.event()).build());
    }
}
