package nightdesk.ingest;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one JSON form of the log: ISO-8601 times, unknown fields ignored so that old readers survive new writers. */
public final class Json {
    /** The shared mapper; immutable and thread-safe. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    /** Returns the value as JSON on one line. */
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Reads a value of the log.
     *
     * @throws PermanentFailure when the text is not JSON of that type
     */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            // Jackson's message may quote the text, which may be a patient's words.
            throw new PermanentFailure("expected JSON of " + type.getSimpleName() + ", met " + json.length()
                    + " characters that are not (" + e.getClass().getSimpleName() + ")");
        }
    }
}
