package nightdesk.responder.night;

import java.time.Duration;
import java.time.LocalDate;
import nightdesk.ingest.ChatMessage;

/**
 * A message of a night on its way into the inbox.
 *
 * @param message the message
 * @param type its type, or {@link Turn#HANDED_BACK}
 * @param night the night it belongs to
 * @param from by whom
 * @param quiet how long to wait for more after it
 */
record Heard(ChatMessage message, String type, LocalDate night, Turn.From from, Duration quiet) {

    /** Returns whether it waits for a decision. */
    boolean isOpen() {
        return from == Turn.From.PATIENT;
    }
}
