package nightdesk.dashboard.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nightdesk.dashboard.app.RunningApp;
import nightdesk.ingest.Json;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Write the document anew with {@code -Dnightdesk.openapi.write=true -Dit.test=OpenApiIT}. */
class OpenApiIT {
    private static final Path COMMITTED = Path.of("openapi.json");
    private final RunningApp app = RunningApp.shared();

    @Test
    void describesTheApiAsCommitted() throws IOException {
        String served = document();
        if (Boolean.getBoolean("nightdesk.openapi.write")) {
            Files.writeString(COMMITTED, served);
        }
        assertThat(served)
                .as("dashboard/openapi.json is the contract the console is generated from; if this change is meant,"
                        + " write it anew: mvn -pl dashboard -am verify -Dtest=NONE -Dit.test=OpenApiIT"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false"
                        + " -Dnightdesk.openapi.write=true")
                .isEqualTo(Files.readString(COMMITTED));
    }

    @Test
    void describesEveryRouteOfTheApi() {
        JsonNode paths = Json.MAPPER.readTree(document()).path("paths");
        Set<String> described = new TreeSet<>(paths.propertyNames());
        Set<String> mapped = app
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(mapping -> mapping.getPatternsCondition().getPatterns().stream())
                .map(Object::toString)
                .filter(path -> path.startsWith("/api/"))
                .collect(Collectors.toSet());
        assertThat(described).containsAll(mapped);
    }

    @Test
    void keepsAllRoutesBelowWhatSignInGuards() {
        assertThat(app
                        .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                        .getHandlerMethods()
                        .keySet()
                        .stream()
                        .flatMap(mapping -> mapping.getPatternsCondition().getPatterns().stream())
                        .map(Object::toString)
                        .filter(path -> !path.startsWith("/api/") && !path.startsWith("/openapi.json")))
                .isSubsetOf("/openapi.json.yaml", "/openapi.yaml");
    }

    private String document() {
        byte[] body = app.anonymous()
                .get()
                .uri("/openapi.json")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
        return new String(Objects.requireNonNull(body), StandardCharsets.UTF_8) + "\n";
    }
}
