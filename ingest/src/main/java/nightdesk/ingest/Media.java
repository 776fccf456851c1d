package nightdesk.ingest;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Pictures, voice, video and files of messages. Bytes lie under the data directory by their SHA-256, one file however
 * many messages hold them; PostgreSQL knows which message has which. Content decides what a file is, not its name.
 */
public interface Media {

    /**
     * Notes that a message has a medium that is still to be fetched; what is known already stays.
     *
     * @param reference what the channel's own fetcher needs to get it, e.g. a media_id
     */
    Mono<Void> expect(String messageId, String kind, String source, String reference);

    /**
     * Takes a finished file: checks size and content, moves it to its place and marks the medium as stored or refused. The
     * file is gone from where it was, whatever the outcome. Safe to repeat.
     *
     * @param kind {@code image}, {@code voice}, {@code video} or {@code file}
     * @param fileName as the sender named it; null when unknown
     * @param temporary a file in {@link #room}
     */
    Mono<Medium> store(String messageId, String kind, @Nullable String fileName, Path temporary);

    /** Marks a medium that will never come, with the reason a hospital user reads. */
    Mono<Void> gone(String messageId, String kind, String reason);

    /** Deletes what a message has: it was taken back or erased. The mark stays, so that it is not fetched again. */
    Mono<Void> forget(String messageId, String reason);

    /** Returns the medium of a message, or empty. */
    Mono<Medium> of(String messageId);

    /** Returns the media of these messages by message id. */
    Mono<Map<String, Medium>> of(List<String> messageIds);

    /** Returns a new name for a temporary file on the disk where media lie. */
    Path room();

    /** Returns the largest size taken of this kind. */
    long limit(String kind);

    /** How a medium is. */
    enum State {
        /** To be fetched. */
        PENDING,
        /** Here. */
        STORED,
        /** Not taken: too large, or not what it says it is. */
        REFUSED,
        /** Cannot be had any more. */
        GONE;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param id of the medium
     * @param messageId the message
     * @param kind {@code image}, {@code voice}, {@code video} or {@code file}
     * @param state how it is
     * @param contentType by its content; null until stored
     * @param bytes how many; 0 until stored
     * @param sha256 of the content, in hexadecimal; null until stored
     * @param file where it lies; null unless stored
     * @param fileName as the sender named it; null when unknown
     * @param reason why it is refused or gone, in Chinese; null otherwise
     * @param at of the last change
     */
    record Medium(
            String id,
            String messageId,
            String kind,
            State state,
            @Nullable String contentType,
            long bytes,
            @Nullable String sha256,
            @Nullable Path file,
            @Nullable String fileName,
            @Nullable String reason,
            Instant at) {

        private static final Set<String> PICTURES =
                Set.of("image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp");

        /** Returns whether a browser may show it in the page; everything else is a download. */
        public boolean isShown() {
            String type = contentType;
            return type != null && (PICTURES.contains(type) || type.startsWith("audio/") || type.startsWith("video/"));
        }
    }
}
