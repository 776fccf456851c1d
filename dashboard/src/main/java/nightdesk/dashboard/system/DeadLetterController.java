package nightdesk.dashboard.system;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import nightdesk.dashboard.problem.NotFound;
import nightdesk.ingest.DeadLetters;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Records that a stage could not handle: what, why, and once more. */
@Tag(name = "system")
@RestController
@RequestMapping(path = "/api/dead-letters", produces = MediaType.APPLICATION_JSON_VALUE)
final class DeadLetterController {
    private final DeadLetters deadLetters;
    private final Clock clock;

    DeadLetterController(DeadLetters deadLetters, Clock clock) {
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    @Operation(summary = "Records that a stage could not handle, newest first")
    @GetMapping
    Mono<DeadLetterPage> list(
            @RequestParam(required = false) @Nullable String stage,
            @RequestParam(required = false) @Nullable String cause,
            @RequestParam(required = false) @Pattern(regexp = "waiting|replayed") @Nullable String state,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int size) {
        return deadLetters
                .list(new DeadLetters.Filter(stage, cause, state), page, size)
                .map(found -> new DeadLetterPage(
                        found.total(), found.items().stream().map(this::item).toList()));
    }

    @Operation(summary = "Put a record back on its topic")
    @PostMapping("/{id}/replay")
    Mono<DeadLetterItem> replay(@PathVariable String id) {
        return deadLetters
                .replay(id)
                .map(this::item)
                .switchIfEmpty(Mono.error(() -> new NotFound("dead letter '" + id + "': no such record")));
    }

    @Operation(summary = "Why records wait, alike failures together, most records first")
    @GetMapping("/causes")
    Mono<CausePage> causes() {
        return deadLetters
                .causes()
                .map(cause -> new CauseItem(
                        cause.stage(),
                        cause.topic(),
                        cause.cause(),
                        cause.waiting(),
                        cause.firstAt().atZone(clock.getZone()).toOffsetDateTime(),
                        cause.lastAt().atZone(clock.getZone()).toOffsetDateTime()))
                .collectList()
                .map(items -> new CausePage(items.size(), items));
    }

    @Operation(summary = "A record whole, as it stood on its topic; it may hold chat text")
    @GetMapping("/{id}/record")
    Mono<RawRecord> raw(@PathVariable String id) {
        return deadLetters
                .record(id)
                .map(entry -> new RawRecord(entry.topic(), entry.key(), entry.value()))
                .switchIfEmpty(Mono.error(() -> new NotFound("dead letter '" + id + "': no such record")));
    }

    @Operation(summary = "Put all waiting records back on their topics, or those of one stage and cause")
    @PostMapping("/replay")
    Mono<Replayed> replayAll(
            @RequestParam(required = false) @Nullable String stage,
            @RequestParam(required = false) @Nullable String cause) {
        return deadLetters
                .replayAll(new DeadLetters.Filter(stage, cause, "waiting"))
                .map(Replayed::new);
    }

    private DeadLetterItem item(DeadLetters.DeadLetter letter) {
        return new DeadLetterItem(
                letter.id(),
                letter.topic(),
                letter.key(),
                letter.stage(),
                letter.cause(),
                letter.at().atZone(clock.getZone()).toOffsetDateTime(),
                letter.state());
    }

    /**
     * @param total how many there are
     * @param items one page of them
     */
    record DeadLetterPage(long total, List<DeadLetterItem> items) {}

    /**
     * @param id stable
     * @param topic where the record stood
     * @param key its key
     * @param stage who failed
     * @param cause why, without chat text
     * @param at when
     * @param state waiting or replayed
     */
    record DeadLetterItem(
            String id, String topic, String key, String stage, String cause, OffsetDateTime at, String state) {}

    /**
     * @param total how many causes
     * @param items most records first
     */
    record CausePage(long total, List<CauseItem> items) {}

    /**
     * @param stage who failed
     * @param topic where the records stood
     * @param cause why, with # for every number
     * @param waiting how many
     * @param firstAt the oldest
     * @param lastAt the newest
     */
    record CauseItem(
            String stage, String topic, String cause, long waiting, OffsetDateTime firstAt, OffsetDateTime lastAt) {}

    /**
     * @param topic where it stood
     * @param key its key
     * @param value as written to the log
     */
    record RawRecord(String topic, String key, String value) {}

    /** @param replayed how many were put back */
    record Replayed(long replayed) {}
}
