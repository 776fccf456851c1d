package nightdesk.dashboard.security;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Finds out who asks: a bearer token if there is one, the session cookie otherwise. Wrong or stale ones make an unknown
 * caller, so that open routes stay open to them.
 */
final class RequestCredentials implements ServerSecurityContextRepository {
    private static final String CACHED = RequestCredentials.class.getName();
    private static final String BEARER = "Bearer ";
    private static final int LONGEST = 200;

    private final SessionStore sessions;
    private final TokenStore tokens;
    private final Clock clock;

    RequestCredentials(SessionStore sessions, TokenStore tokens, Clock clock) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Nothing to save: sessions are opened by signing in, never as a side effect. */
    @Override
    public Mono<Void> save(ServerWebExchange exchange, @Nullable SecurityContext context) {
        return Mono.empty();
    }

    /** Asked several times for one request, answered by one query. */
    @Override
    public Mono<SecurityContext> load(ServerWebExchange exchange) {
        Mono<SecurityContext> cached = exchange.getAttribute(CACHED);
        if (cached != null) {
            return cached;
        }
        Mono<SecurityContext> context = find(exchange)
                .<SecurityContext>map(caller -> new SecurityContextImpl(new CallerAuthentication(caller)))
                .cache();
        exchange.getAttributes().put(CACHED, context);
        return context;
    }

    private Mono<Caller> find(ServerWebExchange exchange) {
        String authorization = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            return authorization.startsWith(BEARER) && authorization.length() < LONGEST
                    ? tokens.find(authorization.substring(BEARER.length()).strip(), clock.instant())
                    : Mono.empty();
        }
        String cookie = Cookies.read(exchange, Cookies.SESSION);
        return cookie == null ? Mono.empty() : sessions.find(cookie, clock.instant());
    }
}
