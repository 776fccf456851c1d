package nightdesk.ingest;

import java.util.Map;

/**
 * One record of the log.
 *
 * @param topic one of {@link Topics}
 * @param key what keeps order
 * @param value JSON
 * @param headers short texts beside the value
 */
public record LogRecord(String topic, String key, String value, Map<String, String> headers) {

    public LogRecord(String topic, String key, String value) {
        this(topic, key, value, Map.of());
    }
}
