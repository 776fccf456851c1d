package nightdesk.dashboard.problem;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The one place where a failure becomes an answer: controllers, filters and sign-in all end here. */
public final class Problems implements WebExceptionHandler, Ordered {
    /** Before Spring Boot's own handler, which stands at -1. */
    private static final int ORDER = -2;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        return Mono.defer(() -> write(exchange, Judge.judge(failure), failure));
    }

    private static Mono<Void> write(ServerWebExchange exchange, Verdict verdict, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        response.setStatusCode(HttpStatusCode.valueOf(verdict.status()));
        verdict.headers().forEach(headers::put);
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setCacheControl("no-store");
        byte[] body = JSON.writeValueAsBytes(problem(exchange, verdict, failure));
        headers.setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    private static Problem problem(ServerWebExchange exchange, Verdict verdict, Throwable failure) {
        String path = exchange.getRequest().getPath().value();
        String method = exchange.getRequest().getMethod().name();
        return new Problem(
                verdict.kind().type(),
                verdict.kind().title(),
                verdict.status(),
                verdict.detail(),
                path,
                verdict.errors(),
                verdict.ours() ? Incidents.record(method, path, failure) : null);
    }
}
