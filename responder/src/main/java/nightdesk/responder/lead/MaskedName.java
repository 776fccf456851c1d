package nightdesk.responder.lead;

import org.jspecify.annotations.Nullable;

/** A name as lists show it: its first character. */
public final class MaskedName {
    private MaskedName() {}

    /** Returns e.g. {@code 沈**}; {@code 未具名} without a name. */
    public static String of(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return "未具名";
        }
        String stripped = name.strip();
        return stripped.substring(0, stripped.offsetByCodePoints(0, 1)) + "**";
    }
}
