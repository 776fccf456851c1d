package nightdesk.dashboard.patients;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import nightdesk.dashboard.patients.PatientViews.EventPage;
import nightdesk.dashboard.patients.PatientViews.PatientDetail;
import nightdesk.dashboard.patients.PatientViews.PatientPage;
import nightdesk.dashboard.patients.PatientViews.ProposalPage;
import nightdesk.dashboard.problem.NotFound;
import nightdesk.ingest.PatientLinks;
import nightdesk.ingest.PatientLinks.Decided;
import nightdesk.ingest.PatientRecords;
import nightdesk.ingest.PatientRecords.PatientRecord;
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

/** People, and who is one person. */
@Tag(name = "patients")
@RestController
@RequestMapping(path = "/api/patients", produces = MediaType.APPLICATION_JSON_VALUE)
final class PatientController {
    private static final int NEWEST_EVENTS = 50;

    private final PatientRecords records;
    private final PatientLinks links;
    private final PatientViews views;

    PatientController(PatientRecords records, PatientLinks links, PatientViews views) {
        this.records = records;
        this.links = links;
        this.views = views;
    }

    @Operation(
            summary = "People, those heard of last first",
            description = "q finds by part of a name or remark, the last digits of a telephone number (at least four,"
                    + " also masked), external_userid, CRM number, wxid, unionid or patient id.")
    @GetMapping
    Mono<PatientPage> listPatients(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
        return records.list(q, page, size).map(views::page);
    }

    @Operation(
            summary = "One person",
            description = "An id that was merged leads to the person. With identities, fields and where they came from,"
                    + " conversations, what happened, how the person came to be one, and who may be the same.")
    @GetMapping("/{id}")
    Mono<PatientDetail> patient(@PathVariable String id) {
        return records.find(id).flatMap(this::detail).switchIfEmpty(noSuchPatient(id));
    }

    private Mono<PatientDetail> detail(PatientRecord person) {
        return Mono.zip(records.happened(person.patientId(), 0, NEWEST_EVENTS), links.proposals(person.patientId()))
                .map(found -> views.detail(person, found.getT1(), found.getT2()));
    }

    @Operation(summary = "What happened to a person, the newest first")
    @GetMapping("/{id}/events")
    Mono<EventPage> patientEvents(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int size) {
        return records.happened(id, page, size).map(views::events).switchIfEmpty(noSuchPatient(id));
    }

    @Operation(
            summary = "Who may be one person",
            description = "Likely pairs with reasons, the likeliest first, and certain links that contradict others."
                    + " Nothing here is merged by itself.")
    @GetMapping("/proposals")
    Mono<ProposalPage> proposals(
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
        return links.proposals(page, size).map(views::proposals);
    }

    @Operation(summary = "Make two people one")
    @PostMapping(path = "/{id}/merge", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<Decided> mergePatients(
            @PathVariable String id, @RequestBody OtherBody body, @Parameter(hidden = true) Principal caller) {
        return links.merge(id, given("with", body.with()), caller.getName(), given("reason", body.reason()));
    }

    @Operation(summary = "Say that two people are not one")
    @PostMapping(path = "/{id}/reject", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<Decided> rejectProposal(
            @PathVariable String id, @RequestBody OtherBody body, @Parameter(hidden = true) Principal caller) {
        return links.reject(id, given("with", body.with()), caller.getName(), given("reason", body.reason()));
    }

    @Operation(summary = "Take identities out of a person")
    @PostMapping(path = "/{id}/split", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<Decided> splitPatient(
            @PathVariable String id, @RequestBody SplitBody body, @Parameter(hidden = true) Principal caller) {
        List<String> identities = Objects.requireNonNullElse(body.patientIds(), List.of());
        return links.split(id, identities, caller.getName(), given("reason", body.reason()));
    }

    @Operation(summary = "Undo a merge, a split or a rejection: everything is as if it had not been decided")
    @PostMapping(path = "/decisions/{decisionId}/undo", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<Decided> undoDecision(
            @PathVariable String decisionId, @RequestBody ReasonBody body, @Parameter(hidden = true) Principal caller) {
        return links.undo(decisionId, caller.getName(), given("reason", body.reason()))
                .switchIfEmpty(Mono.error(() -> new NotFound("decision '" + decisionId + "': no such decision")));
    }

    private static String given(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + ": met nothing, expected a value");
        }
        return value;
    }

    private static <T> Mono<T> noSuchPatient(String id) {
        return Mono.error(() -> new NotFound("patient '" + id + "': no such patient"));
    }

    /**
     * @param with the other person
     * @param reason why, kept in the history
     */
    record OtherBody(@Nullable String with, @Nullable String reason) {}

    /**
     * @param patientIds of the identities to take out
     * @param reason why
     */
    record SplitBody(
            @Nullable List<String> patientIds, @Nullable String reason) {}

    /** @param reason why */
    record ReasonBody(@Nullable String reason) {}
}
