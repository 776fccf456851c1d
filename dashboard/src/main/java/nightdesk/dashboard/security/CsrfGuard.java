package nightdesk.dashboard.security;

import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Unsafe requests that come with a session cookie must repeat the session's token in a header, which no other site can
 * do. Signing in is exempt: it takes JSON only, which no other site can send either, and a stale cookie must not bar it.
 */
final class CsrfGuard implements WebFilter {
    static final String HEADER = "X-CSRF-Token";
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (SAFE.contains(exchange.getRequest().getMethod()) || isSignIn(exchange)) {
            return chain.filter(exchange);
        }
        return ReactiveSecurityContextHolder.getContext()
                .filter(context -> !isAllowed(context, exchange))
                .hasElement()
                .flatMap(refused -> refused ? Mono.error(refusal()) : chain.filter(exchange));
    }

    private static boolean isSignIn(ServerWebExchange exchange) {
        return HttpMethod.POST.equals(exchange.getRequest().getMethod())
                && exchange.getRequest()
                        .getPath()
                        .pathWithinApplication()
                        .value()
                        .equals("/api/session");
    }

    private static boolean isAllowed(SecurityContext context, ServerWebExchange exchange) {
        if (!(context.getAuthentication() instanceof CallerAuthentication authentication)) {
            return true;
        }
        String expected = authentication.getPrincipal().csrf();
        String met = exchange.getRequest().getHeaders().getFirst(HEADER);
        return expected == null || (met != null && Secrets.same(expected, met));
    }

    private static AccessDeniedException refusal() {
        return new AccessDeniedException(HEADER + ": expected the csrf value of GET /api/session");
    }
}
