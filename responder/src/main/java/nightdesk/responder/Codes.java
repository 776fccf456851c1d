package nightdesk.responder;

import java.util.Locale;

/** Reads the lower-case codes of enums. */
final class Codes {
    private Codes() {}

    static <E extends Enum<E>> E of(Class<E> type, String code, String expected) {
        try {
            return Enum.valueOf(type, code.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    type.getSimpleName().toLowerCase(Locale.ROOT) + ": met '" + code + "', expected " + expected, e);
        }
    }
}
