package nightdesk.dashboard.lexicon;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.ZoneId;
import nightdesk.dashboard.lexicon.LexiconViews.CandidatePage;
import nightdesk.dashboard.lexicon.LexiconViews.EntryBody;
import nightdesk.dashboard.lexicon.LexiconViews.EntryPage;
import nightdesk.dashboard.lexicon.LexiconViews.EntryView;
import nightdesk.dashboard.lexicon.LexiconViews.PublishBody;
import nightdesk.dashboard.lexicon.LexiconViews.VersionPage;
import nightdesk.dashboard.lexicon.LexiconViews.VersionView;
import nightdesk.dashboard.lexicon.LexiconViews.WordBody;
import nightdesk.dashboard.problem.Conflict;
import nightdesk.dashboard.problem.NotFound;
import nightdesk.nlp.LexiconCatalog;
import nightdesk.nlp.LexiconCatalog.Analysis;
import nightdesk.nlp.LexiconCatalog.Changes;
import nightdesk.nlp.LexiconCatalog.Imported;
import nightdesk.nlp.LexiconCatalog.Preview;
import nightdesk.nlp.LexiconCatalog.Reading;
import nightdesk.nlp.LexiconEntry.Sort;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The words of the trade: a draft that people edit, and the version in use. */
@Tag(name = "lexicon")
@RestController
@RequestMapping(path = "/api/lexicon", produces = MediaType.APPLICATION_JSON_VALUE)
final class LexiconController {
    private final LexiconCatalog catalog;
    private final Scheduler scheduler;
    private final ZoneId zone;

    LexiconController(LexiconCatalog catalog, Scheduler scheduler, ZoneId zone) {
        this.catalog = catalog;
        this.scheduler = scheduler;
        this.zone = zone;
    }

    @Operation(summary = "Entries of the draft", description = "q is part of a name, a group or an alias.")
    @GetMapping("/entries")
    Mono<EntryPage> entries(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int size) {
        Sort wanted = sort == null || sort.isEmpty() ? null : Sort.of(sort);
        return catalog.list(q == null || q.isBlank() ? null : q, wanted, page, size)
                .map(listing -> EntryPage.of(listing, zone));
    }

    @Operation(summary = "One entry")
    @GetMapping("/entries/{id}")
    Mono<EntryView> entry(@PathVariable String id) {
        return catalog.byId(id)
                .map(kept -> EntryView.of(kept, zone))
                .switchIfEmpty(Mono.error(() -> new NotFound("没有这个词条")));
    }

    @Operation(summary = "Put an entry into the draft", description = "One of the same kind and name is replaced.")
    @PostMapping("/entries")
    Mono<EntryView> add(@Valid @RequestBody EntryBody body, Principal caller) {
        return catalog.save(body.entry(), null, caller.getName()).map(kept -> EntryView.of(kept, zone));
    }

    @Operation(summary = "Change an entry of the draft", description = "Also its name; its id changes with it.")
    @PutMapping("/entries/{id}")
    Mono<EntryView> change(@PathVariable String id, @Valid @RequestBody EntryBody body, Principal caller) {
        return catalog.byId(id)
                .switchIfEmpty(Mono.error(() -> new NotFound("没有这个词条")))
                .flatMap(old -> catalog.save(body.entry(), id, caller.getName()))
                .map(kept -> EntryView.of(kept, zone));
    }

    @Operation(summary = "Take an entry out of the draft")
    @DeleteMapping("/entries/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(@PathVariable String id, Principal caller) {
        return catalog.remove(id, caller.getName())
                .flatMap(there -> there ? Mono.<Void>empty() : Mono.error(new NotFound("没有这个词条")));
    }

    @Operation(summary = "How the draft differs from what is in use")
    @GetMapping("/changes")
    Mono<Changes> changes() {
        return catalog.changes();
    }

    @Operation(summary = "What publishing would change in messages that are there already")
    @GetMapping("/preview")
    Mono<Preview> preview() {
        return catalog.preview();
    }

    @Operation(summary = "Put the draft in use", description = "In every process within seconds; old messages follow.")
    @PostMapping("/versions")
    Mono<VersionView> publish(@Valid @RequestBody PublishBody body, Principal caller) {
        return catalog.publish(body.note() == null ? "" : body.note().strip(), caller.getName())
                .map(version -> VersionView.of(version, zone))
                .switchIfEmpty(Mono.error(() -> new Conflict("草稿与在用的词典没有不同，应先改动词条")));
    }

    @Operation(summary = "All versions, the newest first; the first is in use")
    @GetMapping("/versions")
    Mono<VersionPage> versions() {
        return catalog.versions()
                .map(version -> VersionView.of(version, zone))
                .collectList()
                .map(items -> new VersionPage(items.size(), items));
    }

    @Operation(
            summary = "Put an earlier version in use again",
            description = "As a new version; the draft goes back too.")
    @PostMapping("/versions/{number}/restore")
    Mono<VersionView> restore(@PathVariable int number, Principal caller) {
        return catalog.rollBack(number, caller.getName())
                .map(version -> VersionView.of(version, zone))
                .switchIfEmpty(Mono.error(() -> new NotFound("没有第 " + number + " 版")));
    }

    @Operation(summary = "How far old messages were read again")
    @GetMapping("/reading")
    Mono<Reading> reading() {
        return Mono.fromCallable(catalog::reading).subscribeOn(scheduler);
    }

    @Operation(summary = "The draft as a table", description = "CSV in UTF-8; nothing in it is a formula.")
    @GetMapping(path = "/table", produces = "text/csv")
    Mono<String> table() {
        return catalog.exportCsv();
    }

    @Operation(
            summary = "Take a table into the draft",
            description = "Each line stands for itself; refused lines say why.")
    @PostMapping(path = "/table", consumes = "text/csv")
    Mono<Imported> importTable(@RequestBody String csv, Principal caller) {
        return catalog.importCsv(csv, caller.getName());
    }

    @Operation(summary = "How a sentence is read, and why")
    @GetMapping("/analyze")
    Mono<Analysis> analyze(@RequestParam @Size(max = 2000) String text) {
        return Mono.fromCallable(() -> catalog.analyze(text)).subscribeOn(scheduler);
    }

    @Operation(
            summary = "Words that people use and the lexicon does not know",
            description = "Looked for once an hour.")
    @GetMapping("/candidates")
    Mono<CandidatePage> candidates() {
        return catalog.candidates().map(found -> CandidatePage.of(found, zone));
    }

    @Operation(summary = "Never propose this word again")
    @PostMapping("/candidates/ignored")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> ignore(@Valid @RequestBody WordBody body, Principal caller) {
        return catalog.ignore(body.word(), caller.getName());
    }
}
