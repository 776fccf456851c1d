package nightdesk.dashboard.security;

import java.util.Set;

/**
 * A person who may sign in.
 *
 * @param username lower case, unique
 * @param displayName as shown in the console
 * @param passwordHash with its algorithm, e.g. {@code {bcrypt}$2a$…}
 * @param roles e.g. {@code admin}
 */
record User(String username, String displayName, String passwordHash, Set<String> roles) {

    /** Shows no hash. */
    @Override
    public String toString() {
        return "User[" + username + "]";
    }
}
