package nightdesk.dashboard.security;

import java.net.InetAddress;
import java.time.Clock;
import java.util.Optional;
import nightdesk.dashboard.security.SignInThrottle.Attempt;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.BadCredentialsException;
import reactor.core.publisher.Mono;

/** Checks a name and a password, and opens a session. */
final class SignIn {
    private final FirstUser firstUser;
    private final UserStore users;
    private final SessionStore sessions;
    private final PasswordHasher hasher;
    private final SignInThrottle throttle;
    private final Clock clock;

    SignIn(
            FirstUser firstUser,
            UserStore users,
            SessionStore sessions,
            PasswordHasher hasher,
            SignInThrottle throttle,
            Clock clock) {
        this.firstUser = firstUser;
        this.users = users;
        this.sessions = sessions;
        this.hasher = hasher;
        this.throttle = throttle;
        this.clock = clock;
    }

    /**
     * Opens a session.
     *
     * @param device the browser's cookie from an earlier sign-in, if it sent one
     * @return the open session; fails with {@link BadCredentialsException} or {@link nightdesk.dashboard.problem.TryLater}
     */
    Mono<Opened> open(String username, String password, @Nullable InetAddress address, @Nullable String device) {
        return firstUser
                .ready()
                .then(Mono.defer(() -> knownDevice(device, username)))
                .map(known -> throttle.begin(
                        username, address, known.map(Secrets::stored).orElse(null)))
                .flatMap(attempt -> check(username, password, attempt))
                .flatMap(user -> open(user, device));
    }

    private Mono<Optional<String>> knownDevice(@Nullable String device, String username) {
        if (device == null) {
            return Mono.just(Optional.empty());
        }
        return sessions.knowsDevice(device, username, clock.instant())
                .map(known -> known ? Optional.of(device) : Optional.empty());
    }

    private Mono<User> check(String username, String password, Attempt attempt) {
        return users.find(username)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(user -> hasher.matches(
                                password, user.map(User::passwordHash).orElse(hasher.ofNobody()))
                        .flatMap(same -> same ? Mono.justOrEmpty(user) : Mono.empty()))
                .doOnNext(user -> attempt.succeeded())
                .switchIfEmpty(Mono.error(() -> new BadCredentialsException("no such user or a wrong password")));
    }

    private Mono<Opened> open(User user, @Nullable String device) {
        String cookie = Secrets.random();
        String fresh = Secrets.random();
        Caller caller = Caller.person(user.username(), user.displayName(), user.roles(), cookie);
        return sessions.open(cookie, user.username(), clock.instant())
                .then(sessions.rememberDevice(fresh, device == null ? "" : device, user.username(), clock.instant()))
                .thenReturn(new Opened(caller, cookie, fresh));
    }

    /**
     * @param caller who signed in
     * @param cookie the session's secret
     * @param device the browser's secret, by which it is known next time
     */
    record Opened(Caller caller, String cookie, String device) {

        /** Shows no secret. */
        @Override
        public String toString() {
            return "Opened[" + caller + "]";
        }
    }
}
