package nightdesk.dashboard.imports;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.security.Principal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import nightdesk.dashboard.problem.NotFound;
import nightdesk.ingest.Quarantine;
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

/** People in imported chats of whom nothing says whether they are staff or patients. */
@Tag(name = "imports")
@RestController
@RequestMapping(path = "/api/quarantine", produces = MediaType.APPLICATION_JSON_VALUE)
final class QuarantineController {
    private final Quarantine quarantine;
    private final Clock clock;

    QuarantineController(Quarantine quarantine, Clock clock) {
        this.quarantine = quarantine;
        this.clock = clock;
    }

    @Operation(
            summary = "Speakers to decide about",
            description = "Their messages are kept aside, out of search, until a person decides.")
    @GetMapping
    Mono<QuarantinePage> list(
            @RequestParam(defaultValue = "true") boolean open,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int size) {
        return quarantine
                .list(open, page, size)
                .map(found -> new QuarantinePage(
                        found.total(), found.items().stream().map(this::view).toList()));
    }

    @Operation(
            summary = "Say who a speaker is",
            description = "staff and patient let the messages go to the log under the ids they always had; ignore keeps"
                    + " them aside. Later imports know it.")
    @PostMapping(path = "/{id}/assign", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<QuarantinedSpeaker> assign(
            @PathVariable String id,
            @Valid @RequestBody Assignment assignment,
            @Parameter(hidden = true) Principal caller) {
        return Mono.defer(() -> quarantine.assign(id, Quarantine.As.of(assignment.as()), caller.getName()))
                .map(this::view)
                .switchIfEmpty(Mono.error(() -> new NotFound("quarantine '" + id + "': no such speaker")));
    }

    private QuarantinedSpeaker view(Quarantine.Speaker speaker) {
        ZoneId zone = clock.getZone();
        return new QuarantinedSpeaker(
                speaker.id(),
                speaker.account(),
                speaker.peerName() == null ? speaker.peer() : speaker.peerName(),
                speaker.group(),
                speaker.speakerId(),
                speaker.speakerName(),
                speaker.seenAt().atZone(zone).toOffsetDateTime(),
                speaker.waiting(),
                speaker.samples(),
                speaker.assigned() == null ? null : speaker.assigned().code(),
                speaker.assignedBy());
    }

    /**
     * @param as staff, patient or ignore
     */
    record Assignment(@NotNull String as) {}

    /**
     * @param id {@code q_…}
     * @param account in whose export
     * @param chat in which chat first
     * @param group whether that is a group
     * @param speakerId wxid, where the format has one
     * @param seenAt when first met
     * @param waiting messages that are kept aside
     * @param samples some of their words
     * @param assigned what was decided; null = open
     */
    record QuarantinedSpeaker(
            String id,
            String account,
            String chat,
            boolean group,
            @Nullable String speakerId,
            @Nullable String speakerName,
            OffsetDateTime seenAt,
            long waiting,
            List<String> samples,
            @Nullable String assigned,
            @Nullable String assignedBy) {}

    /**
     * @param total all speakers
     * @param items one page of them
     */
    record QuarantinePage(long total, List<QuarantinedSpeaker> items) {}
}
