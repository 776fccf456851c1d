package nightdesk.dashboard.security;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import nightdesk.ingest.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Makes sure that {@code admin} exists. A password in the settings always wins; without one the first start makes a
 * random one and prints it once to standard output, past the log.
 */
final class FirstUser implements Stage {
    static final String NAME = "admin";
    private static final Logger log = LoggerFactory.getLogger(FirstUser.class);

    private final UserStore users;
    private final PasswordHasher hasher;
    private final SecuritySettings settings;
    private final Clock clock;
    private final PrintStream out;
    private final Mono<Void> ready;

    FirstUser(UserStore users, PasswordHasher hasher, SecuritySettings settings, Clock clock, PrintStream out) {
        this.users = users;
        this.hasher = hasher;
        this.settings = settings;
        this.clock = clock;
        this.out = out;
        this.ready = Mono.defer(this::ensure)
                .thenReturn(true)
                .cache(done -> Duration.ofDays(36_500), failure -> Duration.ZERO, () -> Duration.ZERO)
                .then();
    }

    /** Completes when admin exists with the right password; sign-in waits for it. Done once, tried again if it failed. */
    Mono<Void> ready() {
        return ready;
    }

    @Override
    public String name() {
        return "sign-in";
    }

    @Override
    public String role() {
        return "dashboard";
    }

    @Override
    public Mono<Void> run() {
        return ready.then(Mono.never());
    }

    private Mono<Void> ensure() {
        return users.find(NAME)
                .flatMap(admin -> align(admin).thenReturn(admin))
                .switchIfEmpty(create())
                .then();
    }

    private Mono<Void> align(User admin) {
        if (!settings.hasAdminPassword()) {
            return Mono.empty();
        }
        String wanted = String.valueOf(settings.adminPassword());
        return hasher.matches(wanted, admin.passwordHash())
                .filter(same -> !same)
                .flatMap(differs -> hasher.hash(wanted))
                .flatMap(hash -> users.replacePassword(NAME, hash))
                .doOnSuccess(done -> log.debug("admin's password is the one of the settings"));
    }

    private Mono<User> create() {
        return Mono.defer(() -> {
            String password =
                    settings.hasAdminPassword() ? String.valueOf(settings.adminPassword()) : Secrets.password();
            return hasher.hash(password)
                    .map(hash -> new User(NAME, "管理员", hash, Set.of(NAME)))
                    .flatMap(admin -> users.add(admin, clock.instant())
                            .doOnNext(added -> announce(added, password))
                            .thenReturn(admin));
        });
    }

    private void announce(boolean added, String password) {
        if (added && !settings.hasAdminPassword()) {
            out.println("""

                    ──────────────────────────────────────────────────────────────
                      夜班台首次启动 · Nightdesk's first start
                      用户名 user      admin
                      密码   password  %s
                      只显示这一次 · shown only this once (set NIGHTDESK_ADMIN_PASSWORD to choose another)
                    ──────────────────────────────────────────────────────────────
                    """.formatted(password));
            out.flush();
        }
    }
}
