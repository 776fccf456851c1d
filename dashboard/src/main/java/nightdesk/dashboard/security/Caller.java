package nightdesk.dashboard.security;

import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: a person with a session or a program with a token. Controllers take a {@link Principal} and use its name.
 *
 * @param name the username, or {@code token:<name>}
 * @param displayName as shown to people
 * @param roles the person's roles; empty for a program
 * @param scopes what it may do
 * @param csrf what unsafe requests must repeat; null for a program, which sends no cookie
 */
record Caller(
        String name,
        String displayName,
        Set<String> roles,
        Set<Scope> scopes,
        @Nullable String csrf) implements Principal {

    static Caller person(String username, String displayName, Set<String> roles, String cookie) {
        return new Caller(username, displayName, roles, Scope.ofRoles(roles), Secrets.csrf(cookie));
    }

    static Caller program(String name, Set<Scope> scopes) {
        return new Caller("token:" + name, name, Set.of(), scopes, null);
    }

    @Override
    public String getName() {
        return name;
    }

    /** Shows no CSRF token. */
    @Override
    public String toString() {
        return "Caller[" + name + "]";
    }
}
