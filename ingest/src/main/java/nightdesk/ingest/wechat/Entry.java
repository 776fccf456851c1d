package nightdesk.ingest.wechat;

import java.time.Instant;
import nightdesk.ingest.Speaker;
import org.jspecify.annotations.Nullable;

/** What a line of an export became: a row, or a rejection. */
sealed interface Entry {
    /** The longest piece of a rejected line that is kept. */
    int RAW_LIMIT = 64 * 1024;

    /** Returns the line it begins at, from 1; in JSON the number of the message, from 1. */
    long line();

    /**
     * What a line says, whatever the format.
     *
     * @param key what the source guarantees to be unique within the account; null where there is no such thing, and the
     *     content with an occurrence number stands in for it
     * @param peer the other end of the conversation: wxid, group id, or a name where the format has no id
     * @param named whether {@code peer} is only a name
     * @param group whether the conversation has more than two people
     * @param patientName the name of whom the conversation is with
     */
    record Row(
            long line,
            @Nullable String key,
            String peer,
            boolean named,
            boolean group,
            @Nullable String patientName,
            Speaker speaker,
            @Nullable String speakerId,
            @Nullable String speakerName,
            String type,
            String text,
            Instant sentAt,
            @Nullable String raw)
            implements Entry {}

    /** A line that is not a message. */
    record Rejected(long line, String reason, String raw) implements Entry {
        public Rejected {
            raw = cut(raw);
        }

        private static String cut(String raw) {
            return raw.length() <= RAW_LIMIT ? raw : raw.substring(0, RAW_LIMIT);
        }
    }
}
