package nightdesk.ingest;

import java.time.Instant;

/**
 * The value of topic {@link Topics#DEAD_LETTER}: a record that failed, whole, so that it can be put back.
 *
 * @param id stable for the same record and stage
 * @param topic where it stood
 * @param key its key
 * @param value its value
 * @param stage who failed
 * @param cause the failure's type and message
 * @param at when
 */
public record DeadLetterRecord(
        String id, String topic, String key, String value, String stage, String cause, Instant at) {

    public static DeadLetterRecord of(LogRecord entry, String stage, String cause, Instant at) {
        String id = "d_" + Ids.hash(entry.topic(), entry.key(), entry.value(), stage);
        return new DeadLetterRecord(id, entry.topic(), entry.key(), entry.value(), stage, cause, at);
    }
}
