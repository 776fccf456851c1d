package nightdesk.dashboard.sample;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Chance that can be repeated: the same parts always throw the same numbers. */
final class Dice {
    private final Random random;

    Dice(long seed, long... parts) {
        long mixed = seed;
        for (long part : parts) {
            mixed = scramble(mixed ^ scramble(part));
        }
        this.random = new Random(mixed);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Returns a number from {@code from} to {@code to}, both included. */
    int between(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    <T> T pick(List<T> all, ToDoubleFunction<T> weight) {
        double left = random.nextDouble() * all.stream().mapToDouble(weight).sum();
        for (T each : all) {
            left -= weight.applyAsDouble(each);
            if (left < 0) {
                return each;
            }
        }
        return all.getLast();
    }

    /** Returns {@code mean} rounded up or down so that it holds on average. */
    int around(double mean) {
        int whole = (int) mean;
        int spread = chance(0.5) ? between(0, whole) - whole / 2 : 0;
        return Math.max(0, whole + spread + (chance(mean - whole) ? 1 : 0));
    }

    private static long scramble(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
