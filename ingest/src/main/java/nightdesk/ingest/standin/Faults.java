package nightdesk.ingest.standin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nightdesk.ingest.WecomStandIn.Call;
import nightdesk.ingest.WecomStandIn.Fault;
import org.jspecify.annotations.Nullable;

/** Which call goes wrong and how: first the planned ones in their order, then chance, which the seed decides. */
final class Faults {
    private final long seed;
    private final Map<Call, Deque<Fault>> planned = new EnumMap<>(Call.class);
    private final Map<Call, List<Chance>> random = new EnumMap<>(Call.class);
    private final Map<Call, Long> counts = new EnumMap<>(Call.class);

    Faults(long seed) {
        this.seed = seed;
    }

    synchronized void plan(Call call, Fault fault, int times) {
        checkFits(call, fault);
        for (int i = 0; i < times; i++) {
            planned.computeIfAbsent(call, key -> new ArrayDeque<>()).add(fault);
        }
    }

    synchronized void atRandom(Call call, Fault fault, double chance) {
        checkFits(call, fault);
        random.computeIfAbsent(call, key -> new ArrayList<>()).add(new Chance(fault, chance));
    }

    synchronized void clear() {
        planned.clear();
        random.clear();
    }

    /** Counts one call and returns what goes wrong with it, or null. */
    synchronized @Nullable Fault next(Call call) {
        long number = counts.merge(call, 1L, Long::sum);
        Fault first = planned.getOrDefault(call, new ArrayDeque<>()).poll();
        return first != null ? first : byChance(call, number);
    }

    synchronized Map<Call, Long> counts() {
        return Map.copyOf(counts);
    }

    private @Nullable Fault byChance(Call call, long number) {
        Random dice = new Random(seed + 31 * number + 1_000_003L * call.name().hashCode());
        for (Chance chance : random.getOrDefault(call, List.of())) {
            if (dice.nextDouble() < chance.of()) {
                return chance.fault();
            }
        }
        return null;
    }

    private static void checkFits(Call call, Fault fault) {
        boolean fits =
                switch (fault) {
                    case Fault.Lost lost -> call == Call.CALLBACK;
                    case Fault.Twice twice -> call == Call.CALLBACK;
                    case Fault.OutOfOrder outOfOrder -> call == Call.CALLBACK;
                    case Fault.SamePageAgain again -> call == Call.SYNC_MSG;
                    case Fault.EmptyPage empty -> call == Call.SYNC_MSG;
                    case Fault.NotDelivered notDelivered -> call == Call.SEND_MSG;
                    case Fault.PartsOnly partsOnly -> call == Call.MEDIA_GET;
                    case Fault.BrokenOff brokenOff -> call == Call.MEDIA_GET;
                    case Fault.Slow slow -> call != Call.CALLBACK;
                    case Fault.Status status -> call != Call.CALLBACK;
                    case Fault.Errcode errcode -> call != Call.CALLBACK;
                    case Fault.AnswerLost answerLost -> call != Call.CALLBACK;
                };
        if (!fits) {
            throw new IllegalArgumentException("fault: " + fault + " cannot happen to " + call);
        }
    }

    private record Chance(Fault fault, double of) {}
}
