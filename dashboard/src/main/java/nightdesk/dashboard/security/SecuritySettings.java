package nightdesk.dashboard.security;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of sign-in.
 *
 * @param adminPassword the password of the first user; empty = random, printed once
 * @param session how long a session lasts
 * @param secureCookie whether cookies are marked Secure although this process is reached by plain HTTP
 */
@Validated
@ConfigurationProperties("nightdesk.security")
record SecuritySettings(
        @Nullable String adminPassword,
        @DefaultValue @NotNull @Valid SessionSettings session,
        @DefaultValue("false") boolean secureCookie) {

    /** bcrypt reads no further. */
    static final int MAX_PASSWORD_BYTES = 72;

    @AssertTrue(message = "admin-password: expected at most 72 bytes of UTF-8") boolean isAdminPasswordShortEnough() {
        return adminPassword == null || adminPassword.getBytes(StandardCharsets.UTF_8).length <= MAX_PASSWORD_BYTES;
    }

    boolean hasAdminPassword() {
        return adminPassword != null && !adminPassword.isEmpty();
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return "SecuritySettings[" + session + ", secureCookie=" + secureCookie + "]";
    }

    /**
     * @param idle a session ends after this long without a request
     * @param absolute a session ends after this long in any case
     */
    record SessionSettings(
            @DefaultValue("PT12H") @NotNull Duration idle,
            @DefaultValue("P7D") @NotNull Duration absolute) {

        @AssertTrue(message = "session: expected 0 < idle <= absolute") boolean isInOrder() {
            return idle.isPositive() && idle.compareTo(absolute) <= 0;
        }
    }
}
