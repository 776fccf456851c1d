package nightdesk.dashboard.imports;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import nightdesk.dashboard.problem.NotFound;
import nightdesk.ingest.ImportJob;
import nightdesk.ingest.Imports;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Importing files that the owner of an account exported. */
@Tag(name = "imports")
@RestController
@RequestMapping(path = "/api/imports", produces = MediaType.APPLICATION_JSON_VALUE)
final class ImportController {
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final Imports imports;
    private final ReceiveUpload upload;
    private final Clock clock;

    ImportController(Imports imports, ReceiveUpload upload, Clock clock) {
        this.imports = imports;
        this.upload = upload;
        this.clock = clock;
    }

    @Operation(
            summary = "Import a file",
            description = "The file streams to disk; the job runs afterwards. What cannot be read at all fails the job"
                    + " with a reason, a bad line is rejected and the rest goes in.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                            schema = @Schema(implementation = UploadForm.class)))
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<ResponseEntity<ImportView>> start(
            @Parameter(hidden = true) @RequestBody Flux<PartEvent> form, @Parameter(hidden = true) Principal caller) {
        return upload.receive(form)
                .flatMap(received -> begin(received, caller.getName()))
                .map(job -> ResponseEntity.accepted()
                        .location(URI.create("/api/imports/" + job.id()))
                        .body(view(job)));
    }

    private Mono<ImportJob> begin(Upload received, String who) {
        return Mono.defer(() -> imports.start(received.request(clock.getZone(), who)))
                .doOnError(failure -> upload.discard(received.file()));
    }

    @Operation(
            summary = "Make a tried import",
            description =
                    "Imports the upload of a trial that has ended; the job keeps its id. Fields left out stay as they"
                            + " were.")
    @PostMapping(path = "/{id}/confirm")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<ImportView> confirm(@PathVariable String id, @RequestBody(required = false) @Nullable AgainForm form) {
        return again(id, form, false);
    }

    @Operation(summary = "Try an upload once more with other settings")
    @PostMapping(path = "/{id}/try")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<ImportView> tryAgain(@PathVariable String id, @RequestBody(required = false) @Nullable AgainForm form) {
        return again(id, form, true);
    }

    private Mono<ImportView> again(String id, @Nullable AgainForm form, boolean dryRun) {
        return Mono.defer(() -> imports.again(id, AgainForm.settings(form, dryRun)))
                .map(this::view)
                .switchIfEmpty(noSuchJob(id));
    }

    @Operation(summary = "Discard a trial and its upload")
    @DeleteMapping(path = "/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> discard(@PathVariable String id) {
        return imports.discard(id)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(noSuchJob(id))
                .then();
    }

    @Operation(
            summary = "The rejected lines as a CSV file",
            description = "With line, reason and the line itself; no cell can be taken for a formula. The file may be"
                    + " mended and imported like any other.")
    @GetMapping(path = "/{id}/rejected", produces = "text/csv")
    Mono<ResponseEntity<Flux<String>>> rejected(@PathVariable String id) {
        return imports.find(id)
                .map(job -> ResponseEntity.ok()
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                "attachment; filename=\"rejected-" + job.id() + ".csv\"")
                        .contentType(CSV)
                        .body(imports.rejectedFile(job.id())))
                .switchIfEmpty(noSuchJob(id));
    }

    @Operation(summary = "Jobs, newest first")
    @GetMapping
    Mono<ImportView.ImportPage> list(
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int size) {
        return imports.list(page, size)
                .map(found -> new ImportView.ImportPage(
                        found.total(), found.items().stream().map(this::view).toList()));
    }

    @Operation(summary = "The formats that are read")
    @GetMapping("/formats")
    List<Imports.Format> formats() {
        return imports.formats();
    }

    @Operation(summary = "One job with the first 1,000 rejected lines")
    @GetMapping("/{id}")
    Mono<ImportView> find(@PathVariable String id) {
        return imports.find(id).map(this::view).switchIfEmpty(noSuchJob(id));
    }

    @Operation(
            summary = "Follow a job",
            description = "Server-sent events progress with the job, at once, on each change, and when it has ended.")
    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<ImportView>> events(@PathVariable String id) {
        return imports.watch(id)
                .map(job -> ServerSentEvent.builder(view(job)).event("progress").build())
                .switchIfEmpty(noSuchJob(id));
    }

    private ImportView view(ImportJob job) {
        return ImportView.of(job, clock.getZone());
    }

    private static <T> Mono<T> noSuchJob(String id) {
        return Mono.error(() -> new NotFound("import '" + id + "': no such job"));
    }

    /**
     * @param file the export
     * @param format the code of a format, or auto
     * @param owner names and wxids of the account that was exported, separated by commas, its own name first
     * @param timezone of times that carry none; the hospital's by default
     * @param dryRun true = only try: read as it would be imported, nothing is stored; POST …/confirm makes it
     * @param exportedBy who exported the file
     * @param legalBasis on which ground it may be imported
     */
    record UploadForm(
            @Schema(type = "string", format = "binary") String file,
            @Schema(defaultValue = "auto") String format,
            String owner,
            @Schema(defaultValue = "Asia/Shanghai") String timezone,

            @Schema(type = "boolean", defaultValue = "false")
            String dryRun,

            String exportedBy,
            String legalBasis) {}

    /** What changes when an upload runs again; what is left out stays as it was. */
    record AgainForm(
            @Nullable String format,
            @Nullable String owner,
            @Nullable String timezone,
            @Nullable String exportedBy,
            @Nullable String legalBasis) {
        static Imports.Again settings(@Nullable AgainForm form, boolean dryRun) {
            return form == null
                    ? new Imports.Again(dryRun, null, null, null, null, null)
                    : new Imports.Again(
                            dryRun,
                            form.format,
                            form.owner,
                            form.timezone == null ? null : Upload.zone(form.timezone),
                            form.exportedBy,
                            form.legalBasis);
        }
    }
}
