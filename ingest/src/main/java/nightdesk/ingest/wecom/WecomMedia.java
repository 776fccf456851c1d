package nightdesk.ingest.wecom;

import org.jspecify.annotations.Nullable;

/**
 * A downloaded medium.
 *
 * @param bytes how many
 * @param fileName as WeCom names it; null when it does not
 * @param contentType as WeCom claims; null when it does not
 */
public record WecomMedia(
        long bytes, @Nullable String fileName, @Nullable String contentType) {}
