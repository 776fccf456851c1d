package nightdesk.dashboard.live;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** What an open console is told. Ids and kinds only: a console fetches the rest as the person who looks at it. */
@Schema(oneOf = {LiveEvent.Message.class, LiveEvent.Reply.class, LiveEvent.Lead.class, LiveEvent.Heartbeat.class})
sealed interface LiveEvent {

    /** Returns the name of the server-sent event. */
    String event();

    /** A message was put on the log. */
    record Message(
            String messageId,
            String conversationId,
            @Nullable String speaker,
            @Nullable OffsetDateTime sentAt) implements LiveEvent {
        @Override
        public String event() {
            return "message";
        }
    }

    /** A reply was decided, or its delivery changed. */
    record Reply(String conversationId, @Nullable String kind) implements LiveEvent {
        @Override
        public String event() {
            return "reply";
        }
    }

    /** A call-back lead appeared or changed. */
    record Lead(String id, @Nullable String state, boolean emergency) implements LiveEvent {
        @Override
        public String event() {
            return "lead";
        }
    }

    /** Nothing else need happen for this one: quiet looks different from broken. */
    record Heartbeat(OffsetDateTime now) implements LiveEvent {
        @Override
        public String event() {
            return "heartbeat";
        }
    }
}
