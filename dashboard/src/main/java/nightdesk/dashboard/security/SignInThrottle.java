package nightdesk.dashboard.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightdesk.dashboard.problem.TryLater;
import org.jspecify.annotations.Nullable;

/**
 * Slows guessing down without giving anybody the means to lock a user out. Failures are counted for the pair of user and
 * address, for the address, and for the user; a browser the user has signed in from before is counted only by itself.
 * Each count has some free attempts, then a wait that doubles up to a cap of a minute at most.
 */
final class SignInThrottle {
    private static final Rule DEVICE = new Rule("device", 5, Duration.ofSeconds(2), Duration.ofMinutes(1));
    private static final Rule PAIR = new Rule("pair", 5, Duration.ofSeconds(2), Duration.ofMinutes(1));
    private static final Rule ADDRESS = new Rule("address", 20, Duration.ofSeconds(2), Duration.ofMinutes(1));
    private static final Rule USER = new Rule("user", 50, Duration.ofSeconds(5), Duration.ofSeconds(5));
    private static final Duration FORGET = Duration.ofHours(1);
    private static final int REMEMBERED = 20_000;

    private final Clock clock;
    private final Map<String, Tally> tallies = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tally> eldest) {
            return size() > REMEMBERED;
        }
    };

    SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    /**
     * Lets an attempt begin. It counts as a failure until {@link Attempt#succeeded}, so that many attempts at the same
     * moment do not pass together.
     *
     * @param device the browser's stored id if this user has signed in from it before
     * @throws TryLater when there were too many failures
     */
    synchronized Attempt begin(String username, @Nullable InetAddress address, @Nullable String device) {
        Instant now = clock.instant();
        List<Counted> counts = counts(username, network(address), device);
        Duration wait = counts.stream()
                .map(count -> tally(count, now).wait(now))
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other);
        if (wait.isPositive()) {
            throw new TryLater("too many failed sign-ins; expected a pause first", wait);
        }
        counts.forEach(count -> tally(count, now).fail(count.rule(), now));
        return new Attempt(counts);
    }

    private static List<Counted> counts(String username, String network, @Nullable String device) {
        if (device != null) {
            return List.of(new Counted(DEVICE, device));
        }
        return List.of(
                new Counted(PAIR, network + "/" + username),
                new Counted(ADDRESS, network),
                new Counted(USER, username));
    }

    /** An IPv6 customer owns a /64 at least, so its addresses count as one. */
    private static String network(@Nullable InetAddress address) {
        if (address == null) {
            return "unknown";
        }
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
    }

    private Tally tally(Counted count, Instant now) {
        return tallies.compute(
                count.rule().name() + ":" + count.key(),
                (key, old) -> old == null || old.isForgotten(now) ? new Tally(now) : old);
    }

    private synchronized void succeeded(List<Counted> counts) {
        for (Counted count : counts) {
            if (count.rule().equals(PAIR) || count.rule().equals(DEVICE)) {
                tallies.remove(count.rule().name() + ":" + count.key());
            } else {
                tally(count, clock.instant()).takeBack(count.rule());
            }
        }
    }

    /** One attempt that was let through. */
    final class Attempt {
        private final List<Counted> counts;

        private Attempt(List<Counted> counts) {
            this.counts = counts;
        }

        /** Takes the failure back that {@link #begin} assumed. */
        void succeeded() {
            SignInThrottle.this.succeeded(counts);
        }
    }

    private record Rule(String name, int free, Duration first, Duration longest) {

        Duration pause(int failures) {
            if (failures < free) {
                return Duration.ZERO;
            }
            Duration doubled = first.multipliedBy(1L << Math.min(10, failures - free));
            return doubled.compareTo(longest) < 0 ? doubled : longest;
        }
    }

    private record Counted(Rule rule, String key) {}

    private static final class Tally {
        private int failures;
        private Instant last;
        private Instant blockedUntil;

        Tally(Instant now) {
            last = now;
            blockedUntil = now;
        }

        boolean isForgotten(Instant now) {
            return last.plus(FORGET).isBefore(now);
        }

        Duration wait(Instant now) {
            return blockedUntil.isAfter(now) ? Duration.between(now, blockedUntil) : Duration.ZERO;
        }

        void fail(Rule rule, Instant now) {
            failures++;
            last = now;
            blockedUntil = now.plus(rule.pause(failures));
        }

        void takeBack(Rule rule) {
            failures = Math.max(0, failures - 1);
            if (failures < rule.free()) {
                blockedUntil = Instant.MIN;
            }
        }
    }
}
