package nightdesk.ingest.gateway;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import nightdesk.ingest.Json;
import nightdesk.ingest.signed.WebhookRejected;
import nightdesk.ingest.signed.WebhookRejected.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads fields and says what was met where something else was expected. */
final class Fields {
    private static final int LONGEST_ID = 256;
    private static final int LONGEST_TEXT = 100_000;
    private static final long SECONDS_BEFORE = 100_000_000_000L;
    private static final Instant OLDEST = Instant.parse("2011-01-01T00:00:00Z");
    private static final Duration AHEAD = Duration.ofDays(1);

    private Fields() {}

    /** Returns the body as JSON. */
    static JsonNode json(byte[] body) {
        try {
            return Json.MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new WebhookRejected(Reason.BODY, "expected JSON, met " + body.length + " bytes that are not");
        }
    }

    /** Returns a required id. */
    static String id(JsonNode entry, String field) {
        String id = optionalId(entry, field);
        if (id == null) {
            throw new BadEntry(field + "：缺少，应为 1–" + LONGEST_ID + " 个字符的标识");
        }
        return id;
    }

    /** Returns an id, or null when there is none. Numbers are taken as they are written: some are 64 bits long. */
    static @Nullable String optionalId(JsonNode entry, String field) {
        JsonNode value = entry.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString() && !value.isIntegralNumber()) {
            throw new BadEntry(field + "：应为字符串，收到的是 " + value.getNodeType());
        }
        String id = value.asString().strip();
        if (id.length() > LONGEST_ID) {
            throw new BadEntry(field + "：最长 " + LONGEST_ID + " 个字符，收到 " + id.length() + " 个");
        }
        return id.isEmpty() ? null : id;
    }

    /** Returns a name, or null. */
    static @Nullable String name(JsonNode entry, String field) {
        String name = entry.path(field).asString("").strip();
        return name.isEmpty() ? null : name.substring(0, Math.min(name.length(), LONGEST_ID));
    }

    static String text(JsonNode entry, String field) {
        JsonNode value = entry.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isString()) {
            throw new BadEntry(field + "：应为字符串，收到的是 " + value.getNodeType());
        }
        String text = value.asString();
        if (text.length() > LONGEST_TEXT) {
            throw new BadEntry(field + "：最长 " + LONGEST_TEXT + " 个字符，收到 " + text.length() + " 个");
        }
        return text;
    }

    /** Returns a time: Unix seconds, Unix milliseconds, or ISO-8601 with offset. */
    static Instant time(JsonNode entry, String field, Instant now) {
        JsonNode value = entry.path(field);
        Instant at = value.isNumber() ? fromNumber(field, value) : fromText(field, value.asString(""));
        if (at.isBefore(OLDEST) || at.isAfter(now.plus(AHEAD))) {
            throw new BadEntry(field + "：时间 " + at + " 不可信，应在 2011 年之后、不晚于现在一天");
        }
        return at;
    }

    private static Instant fromNumber(String field, JsonNode value) {
        double number = value.asDouble(-1);
        if (number < 0 || number > 1e14) {
            throw new BadEntry(field + "：应为 Unix 秒或毫秒");
        }
        return number < SECONDS_BEFORE
                ? Instant.ofEpochMilli(Math.round(number * 1000))
                : Instant.ofEpochMilli(Math.round(number));
    }

    private static Instant fromText(String field, String text) {
        try {
            return OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException e) {
            if (text.matches("\\d{9,13}")) {
                long number = Long.parseLong(text);
                return number < SECONDS_BEFORE ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
            }
            throw new BadEntry(field + "：应为带时区的 ISO-8601 时间，或 Unix 秒、毫秒");
        }
    }

    /** One entry is not a message; the message is Chinese, the sender's operator reads it. */
    static final class BadEntry extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadEntry(String message) {
            super(message, null, false, false);
        }
    }
}
