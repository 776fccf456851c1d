package nightdesk.dashboard.security;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Sign-in of people: open, look at and close a session. */
@Tag(name = "session")
@RestController
@RequestMapping(path = "/api/session", produces = MediaType.APPLICATION_JSON_VALUE)
final class SessionController {
    private final SignIn signIn;
    private final SessionStore sessions;
    private final Cookies cookies;

    SessionController(SignIn signIn, SessionStore sessions, Cookies cookies) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.cookies = cookies;
    }

    @Operation(summary = "Sign in", description = "Sets the cookie nightdesk_session. 429 after repeated failures.")
    @SecurityRequirements
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<Session> open(@Valid @RequestBody Credentials credentials, ServerWebExchange exchange) {
        String username = credentials.username().strip().toLowerCase(Locale.ROOT);
        String device = Cookies.read(exchange, Cookies.DEVICE);
        return signIn.open(username, credentials.password(), address(exchange), device)
                .doOnNext(opened -> cookies.open(exchange, opened))
                .map(opened -> session(opened.caller()));
    }

    @Operation(summary = "Who am I")
    @GetMapping
    Session show(Authentication authentication) {
        return session(caller(authentication));
    }

    @Operation(summary = "Sign out")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> close(ServerWebExchange exchange) {
        String cookie = Cookies.read(exchange, Cookies.SESSION);
        cookies.clear(exchange);
        return cookie == null ? Mono.empty() : sessions.close(cookie);
    }

    private static Caller caller(Authentication authentication) {
        return ((CallerAuthentication) authentication).getPrincipal();
    }

    private static Session session(Caller caller) {
        return new Session(caller.name(), caller.displayName(), caller.roles(), caller.scopes(), caller.csrf());
    }

    private static @Nullable InetAddress address(ServerWebExchange exchange) {
        InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
        return remote == null ? null : remote.getAddress();
    }

    /**
     * @param username the name to sign in with
     * @param password the password
     */
    record Credentials(
            @NotBlank @Size(max = 64) String username,
            @NotEmpty @Size(max = 256) String password) {

        /** Shows no password. */
        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }

    /**
     * @param username who is signed in
     * @param displayName as shown in the console
     * @param roles the person's roles
     * @param scopes what may be done
     * @param csrf what unsafe requests must send as X-CSRF-Token; null for a program with a token
     */
    record Session(
            String username,
            String displayName,
            Set<String> roles,
            Set<Scope> scopes,
            @Nullable String csrf) {}
}
