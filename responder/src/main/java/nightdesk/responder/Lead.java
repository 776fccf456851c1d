package nightdesk.responder;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A row of the call-back queue: somebody waits for a person of ours. One for each conversation and night.
 *
 * @param id stable
 * @param patientId the patient
 * @param conversationId where it was said
 * @param patientName masked
 * @param treatments canonical names, in order of mention
 * @param phone masked: {@code 138****1234}
 * @param wantedTime the patient's own words, not resolved
 * @param wantedWay e.g. {@code 微信}; null = not said
 * @param promise the hours we named
 * @param score 0 to 100, the urgency among those that are no emergency
 * @param reasons why that score, and what staff must know
 * @param state where the call-back stands
 * @param emergency on top of the queue whatever the score
 * @param attempts what was tried, oldest first
 * @param lastText the patient's last words, phone numbers masked
 * @param owner who claimed it
 * @param createdAt when it appeared
 * @param source why it is here: {@code contact}, {@code promise}, {@code emergency}, {@code urgent}, {@code human},
 *     {@code complaint}, {@code backlog}, {@code person}, {@code delivery}
 */
public record Lead(
        String id,
        String patientId,
        String conversationId,
        String patientName,
        List<String> treatments,
        @Nullable String phone,
        @Nullable String wantedTime,
        @Nullable String wantedWay,
        PromisedHours promise,
        int score,
        List<String> reasons,
        State state,
        boolean emergency,
        List<Attempt> attempts,
        String lastText,
        @Nullable String owner,
        OffsetDateTime createdAt,
        String source) {

    /** From when to when a call-back was promised. */
    public record PromisedHours(OffsetDateTime from, OffsetDateTime to) {}

    /** One try to reach the patient. */
    public record Attempt(OffsetDateTime at, String by, Outcome outcome, String note) {}

    /** Where a call-back stands. */
    public enum State {
        OPEN,
        CLAIMED,
        DONE,
        LOST;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * @throws IllegalArgumentException naming the states that exist
         */
        public static State of(String code) {
            return Codes.of(State.class, code, "open, claimed, done or lost");
        }
    }

    /** How a try to reach the patient ended. */
    public enum Outcome {
        REACHED,
        NO_ANSWER,
        WRONG_NUMBER,
        BOOKED,
        REFUSED;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * @throws IllegalArgumentException naming the outcomes that exist
         */
        public static Outcome of(String code) {
            return Codes.of(Outcome.class, code, "reached, no_answer, wrong_number, booked or refused");
        }

        /** Returns the state a lead is in after this. */
        public State then() {
            return switch (this) {
                case REACHED, BOOKED -> State.DONE;
                case REFUSED, WRONG_NUMBER -> State.LOST;
                case NO_ANSWER -> State.CLAIMED;
            };
        }
    }
}
