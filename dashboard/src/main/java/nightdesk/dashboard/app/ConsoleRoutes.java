package nightdesk.dashboard.app;

import static org.springframework.web.reactive.function.server.RequestPredicates.methods;

import java.time.Duration;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Serves the web console. A screen's address (`/search`, `/leads/…`) is known to the page alone, so every address that
 * a browser opens and that belongs to nobody else gets the page.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleRoutes {
    /** First path segments that belong to programs: there an unknown address is an error, not a page. */
    private static final Set<String> PROGRAMS = Set.of("api", "wecom", "actuator", "assets", "v3", "webjars");

    /** Names under /assets hold a hash of their content, so what they name never changes. */
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    @Bean
    RouterFunction<ServerResponse> console() {
        Resource page = new ClassPathResource("static/index.html");
        return RouterFunctions.route()
                .resources("/assets/**", new ClassPathResource("static/assets/"), ConsoleRoutes::keepForEver)
                .route(methods(HttpMethod.GET, HttpMethod.HEAD).and(ConsoleRoutes::isScreen), request -> show(page))
                .build();
    }

    private static void keepForEver(Resource asset, HttpHeaders headers) {
        headers.setCacheControl(FOR_EVER);
    }

    static boolean isScreen(ServerRequest request) {
        String path = request.path();
        return path.equals("/") || (wantsPage(request) && !isFile(path) && !PROGRAMS.contains(firstSegment(request)));
    }

    private static boolean wantsPage(ServerRequest request) {
        return request.headers().accept().stream().anyMatch(MediaType.TEXT_HTML::equalsTypeAndSubtype);
    }

    private static boolean isFile(String path) {
        return path.lastIndexOf('.') > path.lastIndexOf('/');
    }

    private static String firstSegment(ServerRequest request) {
        return request.requestPath().pathWithinApplication().elements().stream()
                .filter(PathContainer.PathSegment.class::isInstance)
                .map(PathContainer.Element::value)
                .findFirst()
                .orElse("");
    }

    private static Mono<ServerResponse> show(Resource page) {
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_HTML)
                .cacheControl(CacheControl.noCache())
                .bodyValue(page);
    }
}
