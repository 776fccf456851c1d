package nightdesk.ingest.wechat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose account was exported.
 *
 * @param names names and wxids, the account's own name first; empty when unknown
 */
record Owner(List<String> names) {
    static final String UNKNOWN = "wechat";

    static Owner parse(String given) {
        return new Owner(Arrays.stream(given.split("[,，;；\n]"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList());
    }

    boolean isKnown() {
        return !names.isEmpty();
    }

    boolean is(@Nullable String nameOrId) {
        return nameOrId != null && names.contains(nameOrId);
    }

    /** Returns the account's name: as given, else as found in the file, else {@link #UNKNOWN}. */
    String account(@Nullable String found) {
        if (isKnown()) {
            return names.getFirst();
        }
        return found == null || found.isEmpty() ? UNKNOWN : found;
    }
}
