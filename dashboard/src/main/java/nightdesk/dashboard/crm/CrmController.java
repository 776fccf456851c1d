package nightdesk.dashboard.crm;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.Principal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import nightdesk.dashboard.problem.NotFound;
import nightdesk.ingest.CrmImports;
import nightdesk.ingest.CrmImports.LineError;
import nightdesk.ingest.CrmImports.Uploaded;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** CSV exports of a CRM: upload, see what the columns seem to mean, try, import. */
@Tag(name = "crm")
@RestController
@RequestMapping(path = "/api/crm", produces = MediaType.APPLICATION_JSON_VALUE)
final class CrmController {
    private static final long LARGEST = 1L << 30;
    private static final int LONGEST_NAME = 255;

    private final CrmImports imports;
    private final ZoneId zone;

    CrmController(CrmImports imports, ZoneId zone) {
        this.imports = imports;
        this.zone = zone;
    }

    @Operation(summary = "What a column may mean, and the kinds of records")
    @GetMapping("/fields")
    CrmFields crmFields() {
        return new CrmFields(imports.fields(), imports.kinds());
    }

    @Operation(
            summary = "Upload a CSV export",
            description = "Shows the header with what each column seems to mean; nothing is imported yet.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                            schema = @Schema(implementation = CrmUploadForm.class)))
    @PostMapping(path = "/uploads", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<Uploaded> uploadCrmFile(
            @Parameter(hidden = true) @RequestPart("file") FilePart file,
            @Parameter(hidden = true) @RequestPart("source") String source,
            @Parameter(hidden = true) Principal caller) {
        Path path = imports.directory().resolve(UUID.randomUUID() + ".csv");
        String name = file.filename();
        String shown = name.length() <= LONGEST_NAME ? name : name.substring(name.length() - LONGEST_NAME);
        return write(file, path)
                .then(Mono.defer(() -> imports.upload(path, shown, source.strip(), caller.getName())))
                .doOnError(failure -> discard(path));
    }

    private static Mono<Void> write(FilePart file, Path path) {
        AtomicLong bytes = new AtomicLong();
        return DataBufferUtils.write(
                file.content().doOnNext(buffer -> count(bytes, buffer)),
                path,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE);
    }

    private static void count(AtomicLong bytes, DataBuffer buffer) {
        if (bytes.addAndGet(buffer.readableByteCount()) > LARGEST) {
            DataBufferUtils.release(buffer);
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE, "file: met more than 1 GB");
        }
    }

    private static void discard(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Operation(
            summary = "Try or import an uploaded file",
            description = "The mapping is kept for the next file of this source. A dry run judges every line and takes"
                    + " nothing.")
    @PostMapping(path = "/imports/{id}/run", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<CrmJob> runCrmImport(@PathVariable String id, @RequestBody RunBody body) {
        String kind = body.kind() == null || body.kind().isBlank() ? null : body.kind();
        Map<String, String> columns = Objects.requireNonNullElse(body.columns(), Map.of());
        return imports.run(id, kind, columns, !Boolean.FALSE.equals(body.dryRun()))
                .map(this::view)
                .switchIfEmpty(noSuchImport(id));
    }

    @Operation(summary = "Files, the newest first")
    @GetMapping("/imports")
    Mono<CrmJobPage> listCrmImports(
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
        return imports.list(page, size)
                .map(found -> new CrmJobPage(
                        found.total(), found.items().stream().map(this::view).toList()));
    }

    @Operation(summary = "One file with the first 1,000 rejected lines")
    @GetMapping("/imports/{id}")
    Mono<CrmJob> crmImport(@PathVariable String id) {
        return imports.find(id).map(this::view).switchIfEmpty(noSuchImport(id));
    }

    private CrmJob view(CrmImports.Job job) {
        return new CrmJob(
                job.id(),
                job.fileName(),
                job.source(),
                job.explained(),
                job.state(),
                job.dryRun(),
                job.kind(),
                job.columns(),
                job.read(),
                job.accepted(),
                job.duplicates(),
                job.rejected(),
                job.bytesRead(),
                job.bytesTotal(),
                job.who(),
                local(job.createdAt()),
                job.finishedAt() == null ? null : local(job.finishedAt()),
                job.failure(),
                job.errors());
    }

    private OffsetDateTime local(Instant instant) {
        return instant.atZone(zone).toOffsetDateTime();
    }

    private static <T> Mono<T> noSuchImport(String id) {
        return Mono.error(() -> new NotFound("import '" + id + "': no such import"));
    }

    /**
     * @param fields what a column may mean
     * @param kinds what a row may be
     */
    record CrmFields(List<CrmImports.Field> fields, List<CrmImports.Kind> kinds) {}

    /**
     * @param file the export
     * @param source name of the system it comes from, e.g. his
     */
    record CrmUploadForm(
            @Schema(type = "string", format = "binary") String file, String source) {}

    /**
     * @param kind of every row; nothing when a column says so
     * @param columns header to field
     * @param dryRun true unless said otherwise
     */
    record RunBody(
            @Nullable String kind,
            @Nullable Map<String, String> columns,
            @Nullable Boolean dryRun) {}

    /**
     * @param total all
     * @param items without their errors
     */
    record CrmJobPage(long total, List<CrmJob> items) {}

    /**
     * {@code read = accepted + duplicates + rejected}.
     *
     * @param state uploaded, waiting, running, done or failed
     */
    record CrmJob(
            String id,
            String fileName,
            String source,
            String explained,
            String state,
            boolean dryRun,
            @Nullable String kind,
            Map<String, String> columns,
            long read,
            long accepted,
            long duplicates,
            long rejected,
            long bytesRead,
            long bytesTotal,
            String who,
            OffsetDateTime createdAt,
            @Nullable OffsetDateTime finishedAt,
            @Nullable String failure,
            List<LineError> errors) {}
}
