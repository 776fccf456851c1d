package nightdesk.ingest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Who holds a 微信客服 session (WeCom document 94669). The AI may answer in state 0 and 1 only. A session is handed to a
 * person by state 3 or the pool (2), and back by ending it (4): the patient's next message opens it again as 0.
 */
public interface CustomerSessions {

    /** Returns the session as WeCom tells it now, or as it was last known where WeCom does not answer. */
    Mono<Session> of(Seat seat);

    /**
     * Hands the session to a person, to the pool, or ends it, and puts that on the log as an event of the conversation.
     *
     * @param servicer the person; needed for state 3
     * @param by who wants it
     * @throws SessionRefused (signalled) when WeCom does not allow it
     */
    Mono<Session> move(Seat seat, int state, @Nullable String servicer, String by);

    /** Returns the people of a customer-service account. */
    Mono<List<Servicer>> servicers(String account, String openKfId);

    /** Where a session is: one conversation. */
    record Seat(String conversationId, String account, String openKfId, String externalUserId) {}

    /**
     * @param state 0 new, 1 bot, 2 pool, 3 person, 4 ended
     * @param stateName in Chinese
     * @param servicer who holds it; null unless state 3
     * @param at when this became known
     * @param live whether WeCom has just said so
     */
    record Session(int state, String stateName, @Nullable String servicer, Instant at, boolean live) {}

    /**
     * @param userId the staff member
     * @param receiving whether sessions can be given to them now
     * @param status in Chinese
     */
    record Servicer(String userId, boolean receiving, String status) {}

    /** WeCom does not allow it. The message is Chinese, for the user. */
    final class SessionRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int errcode;

        public SessionRefused(int errcode, String message) {
            super(message, null, false, false);
            this.errcode = errcode;
        }

        public int errcode() {
            return errcode;
        }
    }
}
