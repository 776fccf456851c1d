package nightdesk.dashboard.security;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;

/** Which route needs which scope; the first line that fits decides, and what no line names is for admin alone. */
final class Access {
    private Access() {}

    static void rules(AuthorizeExchangeSpec routes) {
        open(routes);
        may(routes, Scope.ADMIN, "/api/tokens/**");
        routes.pathMatchers("/api/session").authenticated();
        postMay(routes, Scope.READ, "/api/understand", "/api/compliance/check", "/api/nights/replay");
        postMay(routes, Scope.READ, "/api/knowledge/try");
        postMay(
                routes,
                Scope.IMPORT,
                "/api/imports/**",
                "/api/crm/**",
                "/api/quarantine/**",
                "/api/samples/**",
                "/api/simulations/**");
        postMay(routes, Scope.LEADS, "/api/leads/**", "/api/conversations/*/session");
        routes.pathMatchers(GET, "/api/dead-letters/*/record").hasAuthority(Scope.ADMIN.code());
        routes.pathMatchers(GET, "/api/**").hasAuthority(Scope.READ.code());
        routes.pathMatchers(HEAD, "/api/**").hasAuthority(Scope.READ.code());
        may(routes, Scope.KNOWLEDGE, "/api/knowledge/**");
        routes.pathMatchers(DELETE, "/api/imports/**").hasAuthority(Scope.IMPORT.code());
        may(routes, Scope.ADMIN, "/api/**", "/actuator/**");
        routes.pathMatchers(GET, "/**").permitAll();
        routes.pathMatchers(HEAD, "/**").permitAll();
        routes.anyExchange().hasAuthority(Scope.ADMIN.code());
    }

    /** Webhooks prove who they are by their signature. Everything outside /api and /actuator is the console's static files, which hold nothing secret. */
    private static void open(AuthorizeExchangeSpec routes) {
        routes.pathMatchers("/wecom/callback/**").permitAll();
        routes.pathMatchers(POST, "/gateway/*", "/gateway/*/*", "/crm/*").permitAll();
        routes.pathMatchers(GET, "/actuator/health", "/openapi.json").permitAll();
        routes.pathMatchers(HEAD, "/actuator/health").permitAll();
        routes.pathMatchers(POST, "/api/session").permitAll();
    }

    private static void postMay(AuthorizeExchangeSpec routes, Scope scope, String... paths) {
        routes.pathMatchers(POST, paths).hasAuthority(scope.code());
    }

    private static void may(AuthorizeExchangeSpec routes, Scope scope, String... paths) {
        routes.pathMatchers(paths).hasAuthority(scope.code());
    }
}
