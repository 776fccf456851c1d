package nightdesk.ingest;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The WeCom accounts that are switched on: those of the settings, and at most one simulated. */
public final class WecomAccounts {
    private final Map<String, WecomAccount> byName = new ConcurrentHashMap<>();

    public WecomAccounts(Collection<WecomAccount> configured) {
        configured.forEach(this::register);
    }

    /** Adds an account, or replaces the one of the same name. */
    public void register(WecomAccount account) {
        byName.put(account.name(), account);
    }

    public void remove(String name) {
        byName.remove(name);
    }

    public Optional<WecomAccount> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Collection<WecomAccount> all() {
        return byName.values();
    }
}
