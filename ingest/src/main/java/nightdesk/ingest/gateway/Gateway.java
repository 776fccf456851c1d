package nightdesk.ingest.gateway;

import java.util.Set;

/**
 * One source that is switched on.
 *
 * @param name in the webhook's path
 * @param secret empty = it does not sign
 * @param token empty = it signs
 * @param owner the account whose chats these are
 * @param mediaHosts hosts from which media may be loaded
 */
record Gateway(String name, String secret, String token, String format, String owner, Set<String> mediaHosts) {
    static Gateway of(String name, GatewaySettings.Source settings) {
        return new Gateway(
                name,
                settings.secret(),
                settings.token(),
                settings.format(),
                settings.owner().isBlank() ? name : settings.owner(),
                Set.copyOf(settings.mediaHosts()));
    }

    boolean signs() {
        return !secret.isBlank();
    }

    @Override
    public String toString() {
        return "Gateway[" + name + ", " + format + "]";
    }
}
