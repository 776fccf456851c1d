package nightdesk.nlp;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Builds the message index again from the store, beside the one that is searched. Searches and new messages go on
 * meanwhile; the new index takes the old one's place in one step once it holds everything, and a crash before that
 * leaves the old one.
 */
public interface IndexRebuild {

    /**
     * Asks for a rebuild and returns at once.
     *
     * @throws AlreadyRunning when one is going on
     */
    State start();

    /** Returns how far the last rebuild of this process is. */
    State state();

    /** What a rebuild is doing. */
    enum Phase {
        /** None was asked for since the process started. */
        IDLE,
        /** The store has not yet taken in all that the log held when the rebuild began. */
        WAITING,
        /** Messages are read from the store. */
        READING,
        /** The new index is the one that is searched. */
        DONE,
        /** It was given up; the old index is searched as before. */
        FAILED,
        /** The process ended before it was done; the old index is searched as before. */
        INTERRUPTED;

        /** Returns the lower-case code of the API. */
        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param phase what it is doing
     * @param read messages read from the store so far
     * @param total messages in the store when it began
     * @param behind records the store still had to take in, while {@link Phase#WAITING}
     * @param messagesBefore messages in the old index when it was replaced
     * @param messagesAfter messages in the new one
     * @param startedAt when it was asked for; null = never
     * @param finishedAt when it ended
     * @param failure why it was given up
     */
    record State(
            Phase phase,
            long read,
            long total,
            long behind,
            long messagesBefore,
            long messagesAfter,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String failure) {

        /** Returns whether a rebuild is going on. */
        public boolean isRunning() {
            return phase == Phase.WAITING || phase == Phase.READING;
        }
    }

    /** A rebuild is going on already. */
    final class AlreadyRunning extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        public AlreadyRunning() {
            super("the index is being built again already; expected that to be over first");
        }
    }
}
