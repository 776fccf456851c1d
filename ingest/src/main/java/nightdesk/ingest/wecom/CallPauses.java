package nightdesk.ingest.wecom;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomPauses;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an API of an account rest after 45009 (one minute at first, as the shortest of WeCom's windows; longer while it
 * keeps saying so, up to an hour) and 45033 (concurrency: a second at first), and a secret that WeCom refused (a minute
 * at first, up to an hour: repeated wrong secrets get the whole IP banned for an hour). A call that succeeds ends the
 * series. A secret is part of its account, so changed settings begin anew.
 */
final class CallPauses implements WecomPauses {
    private static final Logger log = LoggerFactory.getLogger(CallPauses.class);
    static final int FREQUENCY = 45009;
    static final int CONCURRENCY = 45033;
    private static final Set<Integer> LIMITS = Set.of(FREQUENCY, CONCURRENCY);
    /** Wrong secret, wrong corp id, secret missing or empty: calling again with the same can only end in a ban. */
    private static final Set<Integer> BAD_SECRET = Set.of(40001, 40013, 40125, 41002, 41004, 42004);

    private static final int CONCURRENCY_FASTER = 60;
    private static final int[] STEPS = {1, 2, 5, 15, 30, 60};

    private final Clock clock;
    private final Duration first;
    private final Map<Key, Rest> rests = new ConcurrentHashMap<>();

    /** @param first the first pause after a frequency limit or a refused secret; all others follow from it */
    CallPauses(Clock clock, Duration first) {
        this.clock = clock;
        this.first = first;
    }

    static boolean isLimit(int errcode) {
        return LIMITS.contains(errcode);
    }

    static boolean isBadSecret(int errcode) {
        return BAD_SECRET.contains(errcode);
    }

    /**
     * Fails while this API of this account rests.
     *
     * @throws WecomPaused until its time is over
     */
    void check(WecomAccount account, String path) {
        current(new Key(account, path)).ifPresent(rest -> {
            throw new WecomPaused(path, rest.errcode(), rest.until());
        });
    }

    /** Begins a pause, longer than the one before it. */
    WecomPaused begin(WecomAccount account, String path, int errcode) {
        Rest rest = rests.compute(new Key(account, path), (key, before) -> next(errcode, before));
        log.warn("WeCom {} of {} rests until {}: errcode {}", path, account.name(), rest.until(), errcode);
        return new WecomPaused(path, errcode, rest.until());
    }

    /** Several calls under way at once may all meet the limit: they are one meeting, not a growing series. */
    private Rest next(int errcode, @Nullable Rest before) {
        Instant now = clock.instant();
        if (before != null && now.isBefore(before.until())) {
            return before;
        }
        int times = before == null ? 0 : Math.min(before.times() + 1, STEPS.length - 1);
        Duration pause = first.multipliedBy(STEPS[times]);
        Duration fitting = errcode == CONCURRENCY ? pause.dividedBy(CONCURRENCY_FASTER) : pause;
        return new Rest(errcode, now.plus(fitting), times);
    }

    void succeeded(WecomAccount account, String path) {
        if (!rests.isEmpty()) {
            rests.remove(new Key(account, path));
        }
    }

    private Optional<Rest> current(Key key) {
        return Optional.ofNullable(rests.get(key))
                .filter(rest -> clock.instant().isBefore(rest.until()));
    }

    @Override
    public List<Pause> of(String account) {
        return rests.entrySet().stream()
                .filter(entry -> entry.getKey().account().name().equals(account))
                .filter(entry -> clock.instant().isBefore(entry.getValue().until()))
                .map(entry -> pause(entry.getKey().path(), entry.getValue()))
                .sorted(Comparator.comparing(Pause::what))
                .toList();
    }

    private static Pause pause(String path, Rest rest) {
        return new Pause(path, rest.errcode(), explanation(rest.errcode()), rest.until());
    }

    private static String explanation(int errcode) {
        return switch (errcode) {
            case FREQUENCY -> "企业微信限制了此接口的调用频率，到时间后自动继续";
            case CONCURRENCY -> "此接口同时调用过多，片刻后自动继续";
            case 40013, 41002 -> "企业微信不认这个 CorpID：请核对 WECOM_CORP_ID，改好后重启；反复用错会被封 IP 一小时，所以暂停调用";
            default -> "企业微信拒绝了 Secret（或应用已停用）：请核对 WECOM_SECRET，改好后重启；反复用错会被封 IP 一小时，所以暂停调用";
        };
    }

    private record Key(WecomAccount account, String path) {}

    /**
     * @param errcode why
     * @param until how long
     * @param times how many pauses came before it without a success in between
     */
    private record Rest(int errcode, Instant until, int times) {}
}
