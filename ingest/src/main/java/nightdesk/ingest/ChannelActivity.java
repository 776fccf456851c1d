package nightdesk.ingest;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** When each account was last heard of, since start: quiet must look different from broken. */
public final class ChannelActivity {
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();

    public void callback(String account, Instant at) {
        heard.merge(account, new Heard(at, null, 1, 0), Heard::and);
    }

    public void message(String account, Instant at) {
        heard.merge(account, new Heard(null, at, 0, 0), Heard::and);
    }

    public void rejected(String account) {
        heard.merge(account, new Heard(null, null, 0, 1), Heard::and);
    }

    /** Returns what was heard of an account. */
    public Heard of(String account) {
        return heard.getOrDefault(account, new Heard(null, null, 0, 0));
    }

    /**
     * @param lastCallbackAt the last callback taken; null = none since start
     * @param lastMessageAt the last message pulled; null = none since start
     * @param callbacks taken
     * @param rejected refused
     */
    public record Heard(
            @Nullable Instant lastCallbackAt, @Nullable Instant lastMessageAt, long callbacks, long rejected) {
        private Heard and(Heard later) {
            return new Heard(
                    later.lastCallbackAt == null ? lastCallbackAt : later.lastCallbackAt,
                    later.lastMessageAt == null ? lastMessageAt : later.lastMessageAt,
                    callbacks + later.callbacks,
                    rejected + later.rejected);
        }
    }
}
