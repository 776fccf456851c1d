package nightdesk.dashboard.security;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import nightdesk.dashboard.problem.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Tokens of programs: made, listed and taken back by an admin. */
@Tag(name = "tokens")
@RestController
@RequestMapping(path = "/api/tokens", produces = MediaType.APPLICATION_JSON_VALUE)
final class TokenController {
    private static final String PREFIX = "nd_";

    private final TokenStore tokens;
    private final Clock clock;

    TokenController(TokenStore tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Operation(summary = "Make a token", description = "The token is in this answer only; its hash is what is kept.")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Mono<NewToken> create(@Valid @RequestBody TokenRequest request, Principal caller) {
        String secret = PREFIX + Secrets.random();
        TokenStore.Token token = new TokenStore.Token(
                "t_" + Secrets.random().substring(0, 22),
                request.name().strip(),
                request.scopes(),
                caller.getName(),
                clock.instant(),
                null);
        return tokens.add(token, secret).thenReturn(new NewToken(token.id(), token.name(), token.scopes(), secret));
    }

    @Operation(summary = "List the tokens, without their secrets")
    @GetMapping
    Mono<Tokens> list() {
        return tokens.all()
                .map(all -> new Tokens(all.size(), all.stream().map(this::shown).toList()));
    }

    @Operation(summary = "Take a token back")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(@PathVariable String id) {
        return tokens.remove(id)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> new NotFound("token '" + id + "': no such token")))
                .then();
    }

    private ShownToken shown(TokenStore.Token token) {
        return new ShownToken(
                token.id(),
                token.name(),
                token.scopes(),
                token.createdBy(),
                token.createdAt().atZone(clock.getZone()).toOffsetDateTime(),
                token.lastUsedAt() == null
                        ? null
                        : token.lastUsedAt().atZone(clock.getZone()).toOffsetDateTime());
    }

    /**
     * @param name what the program is
     * @param scopes what it may do
     */
    record TokenRequest(
            @NotBlank @Size(max = 100) String name,
            @NotEmpty Set<Scope> scopes) {}

    /**
     * @param id names it in the list
     * @param name what the program is
     * @param scopes what it may do
     * @param token the secret, shown only here
     */
    record NewToken(String id, String name, Set<Scope> scopes, String token) {

        /** Shows no secret. */
        @Override
        public String toString() {
            return "NewToken[" + id + "]";
        }
    }

    /**
     * @param total how many there are
     * @param items all of them, newest first
     */
    record Tokens(long total, List<ShownToken> items) {}

    /**
     * @param id names it
     * @param name what the program is
     * @param scopes what it may do
     * @param createdBy who made it
     * @param createdAt when
     * @param lastUsedAt to the minute; null = never
     */
    record ShownToken(
            String id,
            String name,
            Set<Scope> scopes,
            String createdBy,
            OffsetDateTime createdAt,
            @Nullable OffsetDateTime lastUsedAt) {}
}
