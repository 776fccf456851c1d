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
     * Which conversation a line belongs to.
     *
     * @param peer the other end: wxid, group id, or a name where the format has no id
     * @param named whether {@code peer} is only a name
     * @param group whether it has more than two people
     * @param name of whom the conversation is with
     */
    record Talk(
            String peer,
            boolean named,
            boolean group,
            @Nullable String name) {}

    /**
     * What a line says, whatever the format.
     *
     * @param key what the source guarantees to be unique within the account; null where there is no such thing, and the
     *     content with an occurrence number stands in for it
     * @param speaker null when nothing says whether it is staff or a patient
     */
    record Row(
            long line,
            @Nullable String key,
            Talk talk,
            @Nullable Speaker speaker,
            @Nullable String speakerId,
            @Nullable String speakerName,
            String type,
            String text,
            Instant sentAt,
            @Nullable String raw)
            implements Entry {

        static Row of(
                long line,
                @Nullable String key,
                Talk talk,
                @Nullable Speaker speaker,
                String speakerId,
                String speakerName,
                Content said,
                Instant sentAt,
                String raw) {
            return new Row(
                    line,
                    key,
                    talk,
                    speaker,
                    speakerId.isEmpty() ? null : speakerId,
                    speakerName.isEmpty() ? null : speakerName,
                    said.kind().type(),
                    said.text(),
                    sentAt,
                    said.keepsRaw() ? raw : null);
        }
    }

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
