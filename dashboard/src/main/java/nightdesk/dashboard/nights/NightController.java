package nightdesk.dashboard.nights;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.LocalDate;
import java.util.List;
import nightdesk.responder.NightReplay;
import nightdesk.responder.Nights;
import nightdesk.responder.Replies;
import nightdesk.responder.Reply;
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

/** What happened at night, why, and what would happen. */
@Tag(name = "nights")
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
final class NightController {
    private final Nights nights;
    private final Replies replies;
    private final NightReplay replay;

    NightController(Nights nights, Replies replies, NightReplay replay) {
        this.nights = nights;
        this.replies = replies;
        this.replay = replay;
    }

    @Operation(summary = "The nights in which somebody wrote, newest first, in figures")
    @GetMapping("/nights")
    Mono<NightPage> listNights(
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "30") @Min(1) @Max(366) int size) {
        return nights.list(page, size).map(found -> new NightPage(found.total(), found.items()));
    }

    /** A night is named by the day of its evening. */
    @Operation(summary = "One night in figures")
    @GetMapping("/nights/{date}")
    Mono<Nights.Figures> night(@PathVariable LocalDate date) {
        return nights.of(date);
    }

    @Operation(summary = "A night's conversations, emergencies first")
    @GetMapping("/nights/{date}/conversations")
    Mono<TalkPage> nightConversations(
            @PathVariable LocalDate date,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int size) {
        return nights.conversations(date, page, size).map(found -> new TalkPage(found.total(), found.items()));
    }

    /** The same policies as at night, on a virtual clock; nothing is stored, nothing is sent. */
    @Operation(summary = "Play one conversation through today's rules")
    @PostMapping(path = "/nights/replay", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<NightReplay.Outcome> replayNight(@RequestBody ScriptBody body) {
        return replay.replay(body.script());
    }

    @Operation(summary = "The decisions in a conversation, oldest first, each with its trace")
    @GetMapping("/replies")
    Mono<ReplyPage> listReplies(
            @RequestParam String conversationId,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int size) {
        return replies.ofConversation(conversationId, page, size)
                .map(found -> new ReplyPage(found.total(), found.items()));
    }

    /** One page of nights. */
    record NightPage(long total, List<Nights.Figures> items) {}

    /** One page of a night's conversations. */
    record TalkPage(long total, List<Nights.Talk> items) {}

    /** One page of decisions. */
    record ReplyPage(long total, List<Reply> items) {}

    /**
     * @param branch the site that answers; null = the one of the settings
     * @param turns what happened, in order
     */
    record ScriptBody(@Nullable String branch, @Nullable List<TurnBody> turns) {

        NightReplay.Script script() {
            if (turns == null) {
                throw new IllegalArgumentException("turns: met nothing, expected a list of {at, from, type, text}");
            }
            return new NightReplay.Script(
                    branch, turns.stream().map(TurnBody::turn).toList());
        }
    }

    /**
     * @param at {@code 22:14:03}, or an ISO date-time
     * @param from {@code patient}, {@code staff} or {@code event}
     * @param type {@code text}, {@code voice}, {@code image} or {@code event}; text when left out
     * @param text what was said
     */
    record TurnBody(
            @Nullable String at,
            @Nullable String from,
            @Nullable String type,
            @Nullable String text) {

        NightReplay.ScriptedTurn turn() {
            if (at == null || from == null) {
                throw new IllegalArgumentException("turns: met a turn without at or from, expected both");
            }
            return new NightReplay.ScriptedTurn(at, from, type, text);
        }
    }
}
