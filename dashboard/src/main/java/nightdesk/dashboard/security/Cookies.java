package nightdesk.dashboard.security;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/** The two cookies of sign-in: the session, and the browser that is known from an earlier one. */
final class Cookies {
    static final String SESSION = "nightdesk_session";
    static final String DEVICE = "nightdesk_device";
    private static final Duration DEVICE_LIFE = Duration.ofDays(180);
    private static final int LONGEST = 100;

    private final SecuritySettings settings;

    Cookies(SecuritySettings settings) {
        this.settings = settings;
    }

    static @Nullable String read(ServerWebExchange exchange, String name) {
        HttpCookie cookie = exchange.getRequest().getCookies().getFirst(name);
        return cookie == null
                        || cookie.getValue().isEmpty()
                        || cookie.getValue().length() > LONGEST
                ? null
                : cookie.getValue();
    }

    void open(ServerWebExchange exchange, SignIn.Opened opened) {
        Duration life = settings.session().absolute();
        exchange.getResponse().addCookie(cookie(exchange, SESSION, opened.cookie(), "/", "Lax", life));
        exchange.getResponse()
                .addCookie(cookie(exchange, DEVICE, opened.device(), "/api/session", "Strict", DEVICE_LIFE));
    }

    void clear(ServerWebExchange exchange) {
        exchange.getResponse().addCookie(cookie(exchange, SESSION, "", "/", "Lax", Duration.ZERO));
    }

    private ResponseCookie cookie(
            ServerWebExchange exchange, String name, String value, String path, String sameSite, Duration life) {
        return ResponseCookie.from(name, value)
                .httpOnly(true)
                .secure(settings.secureCookie() || isHttps(exchange.getRequest()))
                .sameSite(sameSite)
                .path(path)
                .maxAge(life)
                .build();
    }

    private static boolean isHttps(ServerHttpRequest request) {
        return request.getSslInfo() != null
                || "https".equalsIgnoreCase(request.getURI().getScheme());
    }
}
