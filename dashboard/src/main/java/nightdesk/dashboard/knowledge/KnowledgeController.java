package nightdesk.dashboard.knowledge;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import nightdesk.dashboard.problem.Conflict;
import nightdesk.dashboard.problem.NotFound;
import nightdesk.responder.KnowledgeBase;
import nightdesk.responder.KnowledgeBase.Retrieval;
import nightdesk.responder.KnowledgeCatalog;
import nightdesk.responder.KnowledgeImport;
import nightdesk.responder.KnowledgeImport.ImportReport;
import nightdesk.responder.KnowledgeItem;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.StringDecoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The approved answers. */
@Tag(name = "knowledge")
@RestController
@RequestMapping(path = "/api/knowledge", produces = MediaType.APPLICATION_JSON_VALUE)
final class KnowledgeController {
    private static final int LONGEST_LINE = 64 * 1024;

    private final KnowledgeCatalog catalog;
    private final KnowledgeImport importer;
    private final KnowledgeBase base;
    private final Clock clock;
    private final Scheduler scheduler;

    KnowledgeController(
            KnowledgeCatalog catalog, KnowledgeImport importer, KnowledgeBase base, Clock clock, Scheduler scheduler) {
        this.catalog = catalog;
        this.importer = importer;
        this.base = base;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    @Operation(summary = "The items whose id, question or answer holds a word, by id")
    @GetMapping
    Mono<KnowledgePage> list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int size) {
        return catalog.list(q, page, size).map(found -> new KnowledgePage(found.total(), found.items()));
    }

    @Operation(summary = "Add an item")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Mono<KnowledgeItem> add(@Valid @RequestBody KnowledgeDraft draft, Mono<Principal> who) {
        String id = Objects.requireNonNullElse(draft.id(), "");
        if (id.isBlank()) {
            return Mono.error(new IllegalArgumentException("id: met none, expected one that no item has"));
        }
        return catalog.byId(id)
                .hasElement()
                .flatMap(exists -> exists
                        ? Mono.error(new Conflict("knowledge '" + id + "' exists, expected a new id"))
                        : save(draft.item(id), who));
    }

    @Operation(summary = "Change an item; its earlier version is kept")
    @PutMapping("/{id}")
    Mono<KnowledgeItem> change(@PathVariable String id, @Valid @RequestBody KnowledgeDraft draft, Mono<Principal> who) {
        return catalog.byId(id)
                .switchIfEmpty(Mono.error(() -> new NotFound("knowledge '" + id + "': no such item")))
                .flatMap(old -> save(draft.item(id), who));
    }

    @Operation(summary = "Import items, one JSON object a line; they count as approved")
    @PostMapping(
            path = "/import",
            consumes = {"application/x-ndjson", "application/ndjson", MediaType.TEXT_PLAIN_VALUE})
    Mono<ImportReport> load(ServerHttpRequest request, Mono<Principal> who) {
        Flux<String> lines = lines(request.getBody());
        return name(who).flatMap(name -> importer.importLines(lines, name));
    }

    @Operation(summary = "What the night desk would find for a question")
    @PostMapping("/try")
    Mono<Retrieval> ask(@Valid @RequestBody TryQuestion question) {
        KnowledgeBase.Query query = new KnowledgeBase.Query(
                question.text(),
                Objects.requireNonNullElse(question.context(), List.of()),
                question.branch(),
                LocalDate.now(clock));
        return Mono.fromCallable(() -> base.find(query)).subscribeOn(scheduler);
    }

    private Mono<KnowledgeItem> save(KnowledgeItem item, Mono<Principal> who) {
        return name(who).flatMap(name -> catalog.save(item, name));
    }

    private static Mono<String> name(Mono<Principal> who) {
        return who.map(Principal::getName).defaultIfEmpty("unknown");
    }

    /** Lines as they come, so that a large file is never held whole. */
    private static Flux<String> lines(Flux<DataBuffer> body) {
        StringDecoder decoder = StringDecoder.textPlainOnly(List.of("\n"), true);
        decoder.setMaxInMemorySize(LONGEST_LINE);
        return decoder.decode(body, ResolvableType.forClass(String.class), MimeTypeUtils.TEXT_PLAIN, null);
    }

    /** One page. */
    record KnowledgePage(long total, List<KnowledgeItem> items) {}

    /**
     * An item as a person writes it.
     *
     * @param id new and unique; not used when an item is changed
     * @param validUntil the last day it may be used
     */
    record KnowledgeDraft(
            @Nullable @Size(max = 100) String id,
            @NotBlank @Size(max = 50) String category,
            @NotBlank @Size(max = 4000) String question,
            @Nullable List<@NotBlank @Size(max = 4000) String> variants,
            @NotBlank @Size(max = 4000) String answer,
            @Nullable List<@NotBlank String> treatments,
            @Nullable @Size(max = 50) String branch,
            @Nullable LocalDate validUntil,
            boolean approved) {

        KnowledgeItem item(String itemId) {
            return new KnowledgeItem(
                    itemId,
                    category,
                    question,
                    Objects.requireNonNullElse(variants, List.of()),
                    answer,
                    Objects.requireNonNullElse(treatments, List.of()),
                    branch == null || branch.isBlank() ? null : branch,
                    validUntil,
                    approved,
                    0);
        }
    }

    /**
     * @param context the patient's earlier lines, oldest first
     * @param branch the site that answers; none = any
     */
    record TryQuestion(
            @NotBlank @Size(max = 2000) String text,
            @Nullable List<String> context,
            @Nullable String branch) {}
}
