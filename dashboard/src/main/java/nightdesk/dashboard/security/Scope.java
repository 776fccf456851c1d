package nightdesk.dashboard.security;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a caller may do. */
enum Scope {
    /** Look at everything the console shows, and try rules without effect. */
    READ,
    /** Bring messages in: files, the sample, a simulated night. */
    IMPORT,
    /** Change approved knowledge. */
    KNOWLEDGE,
    /** Work the call-back queue. */
    LEADS,
    /** Everything, with tokens, replays and erasure. */
    ADMIN;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    GrantedAuthority authority() {
        return new SimpleGrantedAuthority(code());
    }

    @JsonCreator
    static Scope of(String code) {
        return Arrays.stream(values())
                .filter(scope -> scope.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("scope: met '" + code + "', expected one of "
                        + Arrays.stream(values()).map(Scope::code).collect(Collectors.joining(", "))));
    }

    /** Returns what a person of these roles may do: {@code admin} everything; other roles come with their issue. */
    static Set<Scope> ofRoles(Set<String> roles) {
        return roles.contains("admin") ? EnumSet.allOf(Scope.class) : EnumSet.noneOf(Scope.class);
    }
}
