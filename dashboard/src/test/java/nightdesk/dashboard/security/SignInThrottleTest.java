package nightdesk.dashboard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import nightdesk.dashboard.problem.TryLater;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {
    private final MovingClock clock = new MovingClock();
    private final SignInThrottle throttle = new SignInThrottle(clock);

    @Test
    void refuses_afterFiveFailuresOfOneUserFromOneAddress() {
        fail(5, "admin", "10.0.0.1");
        assertThatThrownBy(() -> begin("admin", "10.0.0.1")).isInstanceOf(TryLater.class);
    }

    @Test
    void letsOthersIn_whileOneAddressIsRefused() {
        fail(5, "admin", "10.0.0.1");
        assertThatCode(() -> begin("admin", "10.0.0.2")).doesNotThrowAnyException();
        assertThatCode(() -> begin("mei", "10.0.0.1")).doesNotThrowAnyException();
    }

    @Test
    void letsAgainIn_afterThePause() {
        fail(5, "admin", "10.0.0.1");
        clock.advance(Duration.ofSeconds(2));
        assertThatCode(() -> begin("admin", "10.0.0.1")).doesNotThrowAnyException();
    }

    @Test
    void neverPausesLongerThanAMinute_howeverMuchWasTried() {
        for (int i = 0; i < 200; i++) {
            clock.advance(Duration.ofMinutes(1));
            begin("admin", "10.0.0.1");
        }
        clock.advance(Duration.ofMinutes(1));
        assertThatCode(() -> begin("admin", "10.0.0.1")).doesNotThrowAnyException();
    }

    @Test
    void refusesAnAddress_thatTriesManyUsers() {
        for (int i = 0; i < 20; i++) {
            begin("user" + i, "10.0.0.1");
        }
        assertThatThrownBy(() -> begin("another", "10.0.0.1")).isInstanceOf(TryLater.class);
    }

    @Test
    void countsAnIpv6NetworkAsOneAddress() {
        for (int i = 0; i < 20; i++) {
            begin("user" + i, "2001:db8:1:2::" + (i + 1));
        }
        assertThatThrownBy(() -> begin("another", "2001:db8:1:2::ffff")).isInstanceOf(TryLater.class);
        assertThatCode(() -> begin("another", "2001:db8:1:3::1")).doesNotThrowAnyException();
    }

    @Test
    void letsAKnownBrowserIn_whileTheUserIsAttackedFromEverywhere() {
        for (int i = 0; i < 60; i++) {
            try {
                begin("admin", "10.0." + i + ".1");
            } catch (TryLater expected) {
                assertThat(i).isGreaterThanOrEqualTo(50);
            }
        }
        assertThatThrownBy(() -> begin("admin", "10.9.9.9")).isInstanceOf(TryLater.class);
        assertThatCode(() -> throttle.begin("admin", address("10.9.9.9"), "known"))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAKnownBrowserToo_afterItsOwnFailures() {
        for (int i = 0; i < 5; i++) {
            throttle.begin("admin", address("10.0.0.1"), "known");
        }
        assertThatThrownBy(() -> throttle.begin("admin", address("10.0.0.1"), "known"))
                .isInstanceOf(TryLater.class);
    }

    @Test
    void forgetsFailures_onSuccess() {
        fail(4, "admin", "10.0.0.1");
        begin("admin", "10.0.0.1").succeeded();
        fail(4, "admin", "10.0.0.1");
        assertThatCode(() -> begin("admin", "10.0.0.1")).doesNotThrowAnyException();
    }

    private void fail(int times, String username, String address) {
        for (int i = 0; i < times; i++) {
            begin(username, address);
        }
    }

    private SignInThrottle.Attempt begin(String username, String address) {
        return throttle.begin(username, address(address), null);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static final class MovingClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void advance(Duration step) {
            now = now.plus(step);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
