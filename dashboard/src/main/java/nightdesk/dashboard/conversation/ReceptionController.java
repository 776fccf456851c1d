package nightdesk.dashboard.conversation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import nightdesk.dashboard.problem.Conflict;
import nightdesk.dashboard.problem.NotFound;
import nightdesk.dashboard.problem.TryLater;
import nightdesk.ingest.Channel;
import nightdesk.ingest.CustomerSessions;
import nightdesk.ingest.CustomerSessions.Seat;
import nightdesk.ingest.CustomerSessions.Servicer;
import nightdesk.ingest.CustomerSessions.Session;
import nightdesk.ingest.CustomerSessions.SessionRefused;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.MessageStore.ConversationAddress;
import nightdesk.ingest.TransientFailure;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Who holds a conversation: the AI, the pool or a person; staff take it over and give it back here. */
@Tag(name = "conversations")
@RestController
@RequestMapping(path = "/api/conversations", produces = MediaType.APPLICATION_JSON_VALUE)
final class ReceptionController {
    private static final int POOL = 2;
    private static final int SERVICER = 3;
    private static final int ENDED = 4;
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final MessageStore store;
    private final CustomerSessions sessions;
    private final ZoneId zone;

    ReceptionController(MessageStore store, CustomerSessions sessions, ZoneId zone) {
        this.store = store;
        this.sessions = sessions;
        this.zone = zone;
    }

    @Operation(
            summary = "Who holds a conversation",
            description = "As WeCom tells it now, or as it was last known. 204 for a conversation of another channel.")
    @GetMapping("/{id}/session")
    Mono<ResponseEntity<Reception>> conversationSession(@PathVariable String id) {
        return address(id)
                .filter(address -> address.channel() == Channel.WECOM_KF)
                .map(ReceptionController::seat)
                .flatMap(seat -> sessions.of(seat).flatMap(session -> reception(seat, session)))
                .map(ResponseEntity::ok)
                .defaultIfEmpty(ResponseEntity.noContent().build())
                .onErrorMap(ReceptionController::described);
    }

    /** To a person ({@code servicer}), to the pool, or back to the AI by ending it ({@code end}). */
    @Operation(summary = "Hand a conversation to a person, to the pool, or back to the AI")
    @PostMapping(path = "/{id}/session", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<Reception> moveConversation(
            @PathVariable String id, @RequestBody Move move, @Parameter(hidden = true) Principal caller) {
        int state = move.state();
        String servicer = state == SERVICER ? move.servicer() : null;
        if (state == SERVICER && (servicer == null || servicer.isBlank())) {
            throw new IllegalArgumentException("servicer：转人工时需要选择接待人员");
        }
        return seat(id).flatMap(seat -> sessions.move(seat, state, servicer, caller.getName())
                        .flatMap(session -> reception(seat, session)))
                .onErrorMap(ReceptionController::described);
    }

    private Mono<Seat> seat(String id) {
        return address(id).map(ReceptionController::seat);
    }

    private Mono<ConversationAddress> address(String id) {
        return store.address(id).switchIfEmpty(Mono.error(() -> new NotFound("没有会话 " + id)));
    }

    private static Seat seat(ConversationAddress address) {
        if (address.channel() != Channel.WECOM_KF) {
            throw new Conflict("只有微信客服的会话才有接待状态，这个会话来自 " + address.channel().code());
        }
        return new Seat(address.conversationId(), address.account(), address.endpoint(), address.peer());
    }

    private Mono<Reception> reception(Seat seat, Session session) {
        return sessions.servicers(seat.account(), seat.openKfId()).map(people -> Reception.of(session, people, zone));
    }

    private static Throwable described(Throwable failure) {
        if (failure instanceof SessionRefused refused) {
            return new Conflict(String.valueOf(refused.getMessage()));
        }
        return failure instanceof TransientFailure ? new TryLater("企业微信暂时没有回应，请稍后再试", AGAIN) : failure;
    }

    /**
     * @param to {@code servicer}, {@code pool} or {@code end}
     * @param servicer the person's userid, for {@code servicer}
     */
    record Move(@Nullable String to, @Nullable String servicer) {
        int state() {
            return switch (Objects.requireNonNullElse(to, "")) {
                case "servicer" -> SERVICER;
                case "pool" -> POOL;
                case "end" -> ENDED;
                default ->
                    throw new IllegalArgumentException("to: met '" + to + "', expected one of servicer, pool, end");
            };
        }
    }

    /**
     * @param state 0 new, 1 bot, 2 pool, 3 person, 4 ended
     * @param stateName in Chinese
     * @param servicer who holds it; null = nobody
     * @param at when this became known
     * @param live whether WeCom has just said so; false = as last known
     * @param moves what may be done now: {@code servicer}, {@code pool}, {@code end}
     * @param servicers the people of this customer-service account
     */
    record Reception(
            int state,
            String stateName,
            @Nullable String servicer,
            OffsetDateTime at,
            boolean live,
            List<String> moves,
            List<Servicer> servicers) {

        static Reception of(Session session, List<Servicer> people, ZoneId zone) {
            return new Reception(
                    session.state(),
                    session.stateName(),
                    session.servicer(),
                    session.at().atZone(zone).toOffsetDateTime(),
                    session.live(),
                    moves(session.state()),
                    people);
        }

        private static List<String> moves(int state) {
            return switch (state) {
                case 0, 1 -> List.of("servicer", "pool");
                case POOL -> List.of("servicer");
                case SERVICER -> List.of("servicer", "end");
                default -> List.of();
            };
        }
    }
}
