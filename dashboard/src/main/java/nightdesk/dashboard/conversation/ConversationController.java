package nightdesk.dashboard.conversation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.ZoneId;
import nightdesk.dashboard.problem.NotFound;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Media;
import nightdesk.ingest.MessageStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The chat around a message. */
@Tag(name = "search")
@RestController
@RequestMapping(path = "/api/conversations", produces = MediaType.APPLICATION_JSON_VALUE)
final class ConversationController {
    private static final int MAX_SIZE = 500;

    private final MessageStore store;
    private final Media media;
    private final ZoneId zone;

    ConversationController(MessageStore store, Media media, ZoneId zone) {
        this.store = store;
        this.media = media;
        this.zone = zone;
    }

    @Operation(summary = "Messages of a conversation", description = "Oldest first.")
    @GetMapping("/{id}/messages")
    Mono<ConversationPageBody> messages(
            @PathVariable String id,
            @Parameter(description = "A message id: the page that holds it is returned")
                    @RequestParam(required = false)
                    @Nullable String around,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "50") int size) {
        if (page < 0 || size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "expected page from 0 and size from 1 to " + MAX_SIZE + ", met page " + page + ", size " + size);
        }
        return store.conversation(id, around, page, size)
                .filter(found -> found.total() > 0)
                .switchIfEmpty(Mono.error(() -> new NotFound("there is no conversation " + id)))
                .flatMap(found -> media.of(found.items().stream()
                                .map(ChatMessage::messageId)
                                .toList())
                        .map(held -> ConversationPageBody.of(found, held, zone)));
    }
}
