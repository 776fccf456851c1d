package nightdesk.dashboard.problem;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes failures of our own to the log under an id that the caller gets too. */
final class Incidents {
    private static final Logger log = LoggerFactory.getLogger(Incidents.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int FRAMES = 25;
    private static final int CAUSES = 5;

    private Incidents() {}

    static String record(String method, String path, Throwable failure) {
        byte[] bytes = new byte[6];
        RANDOM.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        log.error("incident {}: {} {} failed{}", id, method, path, withoutMessages(failure));
        return id;
    }

    /** Messages of exceptions may quote chat text, SQL parameters or secrets, so only classes and places are kept. */
    static String withoutMessages(Throwable failure) {
        StringBuilder text = new StringBuilder();
        Throwable it = failure;
        for (int depth = 0; it != null && depth < CAUSES; depth++, it = it.getCause()) {
            text.append(depth == 0 ? ": " : "\ncaused by ").append(it.getClass().getName());
            StackTraceElement[] trace = it.getStackTrace();
            for (int i = 0; i < Math.min(FRAMES, trace.length); i++) {
                text.append("\n    at ").append(trace[i]);
            }
        }
        return text.toString();
    }
}
