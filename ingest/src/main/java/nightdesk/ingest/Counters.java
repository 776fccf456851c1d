package nightdesk.ingest;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts since start, shown on the system page: what came, what was refused and why. */
public final class Counters {
    private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

    public void increment(String name, String reason) {
        add(name, reason, 1);
    }

    public void add(String name, String reason, long amount) {
        counts.computeIfAbsent(new Key(name, reason), key -> new LongAdder()).add(amount);
    }

    /** Returns all counts by name and reason. */
    public List<Count> all() {
        return counts.entrySet().stream()
                .map(e -> new Count(
                        e.getKey().name(), e.getKey().reason(), e.getValue().sum()))
                .sorted(Comparator.comparing(Count::name).thenComparing(Count::reason))
                .toList();
    }

    private record Key(String name, String reason) {}

    /**
     * @param name what is counted, e.g. {@code callback.rejected}
     * @param reason which kind of it, e.g. {@code signature}
     * @param count since start
     */
    public record Count(String name, String reason, long count) {}
}
