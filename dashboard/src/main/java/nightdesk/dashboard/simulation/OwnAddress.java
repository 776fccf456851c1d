package nightdesk.dashboard.simulation;

import org.springframework.core.env.Environment;

/** Where this process answers HTTP, seen from itself. */
final class OwnAddress {
    private final Environment environment;

    OwnAddress(Environment environment) {
        this.environment = environment;
    }

    /** Returns {@code http://127.0.0.1:<port>}; known once the web server listens. */
    String url() {
        String port = environment.getProperty("local.server.port", environment.getProperty("server.port", "8080"));
        return "http://127.0.0.1:" + port;
    }
}
