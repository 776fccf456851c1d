package nightdesk.dashboard.security;

import java.time.Clock;
import nightdesk.dashboard.problem.ProblemConfiguration;
import nightdesk.dashboard.problem.Problems;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.header.CrossOriginOpenerPolicyServerHttpHeadersWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.server.header.CrossOriginResourcePolicyServerHttpHeadersWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Wires sign-in and puts it in front of every route. */
@EnableWebFluxSecurity
@EnableConfigurationProperties(SecuritySettings.class)
@Import({ProblemConfiguration.class, SessionController.class, TokenController.class})
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {
    /** Styles may be inline because Element Plus and ECharts set them; scripts may not. */
    private static final String CONTENT_POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:;"
                    + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final String PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    @Bean
    SecurityWebFilterChain chain(ServerHttpSecurity http, RequestCredentials credentials, Problems problems) {
        return http.csrf(CsrfSpec::disable)
                .formLogin(FormLoginSpec::disable)
                .httpBasic(HttpBasicSpec::disable)
                .logout(LogoutSpec::disable)
                .requestCache(RequestCacheSpec::disable)
                .securityContextRepository(credentials)
                .headers(SecurityConfiguration::headers)
                .addFilterAfter(new CsrfGuard(), SecurityWebFiltersOrder.EXCEPTION_TRANSLATION)
                .authorizeExchange(Access::rules)
                .exceptionHandling(failures -> failures.authenticationEntryPoint(
                                (exchange, failure) -> notSignedIn(problems, exchange))
                        .accessDeniedHandler(problems::handle))
                .build();
    }

    @Bean
    ServerExchangeRejectedHandler rejectedRequests(Problems problems) {
        return (exchange, failure) ->
                problems.handle(exchange, new IllegalArgumentException("the request line or a header is malformed"));
    }

    @Bean
    RequestCredentials requestCredentials(SessionStore sessions, TokenStore tokens, Clock clock) {
        return new RequestCredentials(sessions, tokens, clock);
    }

    @Bean
    UserStore userStore(DatabaseClient database) {
        return new UserStore(database);
    }

    @Bean
    SessionStore sessionStore(DatabaseClient database, SecuritySettings settings) {
        return new SessionStore(database, settings.session());
    }

    @Bean
    TokenStore tokenStore(DatabaseClient database) {
        return new TokenStore(database);
    }

    @Bean
    PasswordHasher passwordHasher() {
        return new PasswordHasher();
    }

    @Bean
    FirstUser firstUser(UserStore users, PasswordHasher hasher, SecuritySettings settings, Clock clock) {
        return new FirstUser(users, hasher, settings, clock, System.out);
    }

    @Bean
    SignIn signIn(FirstUser firstUser, UserStore users, SessionStore sessions, PasswordHasher hasher, Clock clock) {
        return new SignIn(firstUser, users, sessions, hasher, new SignInThrottle(clock), clock);
    }

    @Bean
    Cookies cookies(SecuritySettings settings) {
        return new Cookies(settings);
    }

    private static Mono<Void> notSignedIn(Problems problems, ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"nightdesk\"");
        return problems.handle(
                exchange, new InsufficientAuthenticationException("expected a session cookie or a bearer token"));
    }

    private static void headers(HeaderSpec headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .frameOptions(frames -> frames.mode(XFrameOptionsServerHttpHeadersWriter.Mode.DENY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                .permissionsPolicy(policy -> policy.policy(PERMISSIONS));
    }
}
