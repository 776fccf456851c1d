package nightdesk.dashboard.security;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Hashes passwords. It is slow by purpose, so it runs on threads of its own with a short queue. */
final class PasswordHasher implements DisposableBean {
    private static final int COST = 12;
    private static final int THREADS = 2;
    private static final int QUEUE = 16;

    private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, QUEUE, "password");
    private final PasswordEncoder encoder =
            new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(COST)));
    private final String ofNobody = encode(Secrets.random().substring(0, 40));

    Mono<String> hash(String password) {
        return Mono.fromCallable(() -> encode(password)).subscribeOn(scheduler);
    }

    Mono<Boolean> matches(String password, String hash) {
        return Mono.fromCallable(() -> check(password, hash)).subscribeOn(scheduler);
    }

    /** Returns the hash to compare with when there is no such user, so that both cases take the same time. */
    String ofNobody() {
        return ofNobody;
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }

    private boolean check(String password, String hash) {
        boolean fits = password.getBytes(StandardCharsets.UTF_8).length <= SecuritySettings.MAX_PASSWORD_BYTES;
        return encoder.matches(fits ? password : "", hash) && fits;
    }

    private String encode(String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }
}
