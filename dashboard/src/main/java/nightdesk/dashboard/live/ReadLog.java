package nightdesk.dashboard.live;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Topics;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Turns a record of the log into what a console is told; a record that cannot be read tells nothing. */
final class ReadLog {
    private final ZoneId zone;

    ReadLog(ZoneId zone) {
        this.zone = zone;
    }

    Optional<LiveEvent> event(LogRecord entry) {
        try {
            JsonNode value = Json.MAPPER.readTree(entry.value());
            return switch (entry.topic()) {
                case Topics.MESSAGE -> Optional.of(message(entry, value));
                case Topics.REPLY ->
                    Optional.of(new LiveEvent.Reply(
                            firstOf(text(value, "conversationId"), entry.key()), text(value, "kind")));
                case Topics.LEAD ->
                    Optional.of(new LiveEvent.Lead(
                            firstOf(text(value, "id"), entry.key()),
                            text(value, "state"),
                            value.path("emergency").asBoolean(false)));
                default -> Optional.empty();
            };
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private LiveEvent message(LogRecord entry, JsonNode value) {
        return new LiveEvent.Message(
                firstOf(text(value, "messageId"), ""),
                firstOf(text(value, "conversationId"), entry.key()),
                text(value, "speaker"),
                time(text(value, "sentAt")));
    }

    private static String firstOf(@Nullable String one, String other) {
        return one == null ? other : one;
    }

    private static @Nullable String text(JsonNode value, String field) {
        JsonNode node = value.path(field);
        return node.isString() ? node.stringValue() : null;
    }

    private @Nullable OffsetDateTime time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text).atZone(zone).toOffsetDateTime();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
