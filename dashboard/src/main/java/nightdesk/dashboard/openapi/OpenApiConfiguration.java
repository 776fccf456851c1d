package nightdesk.dashboard.openapi;

import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the API's description. */
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {
    /** Of the contract, not of the build: it changes when the contract breaks. */
    private static final String VERSION = "1";

    static final String COOKIE = "session";
    static final String BEARER = "token";

    @Bean
    OpenAPI describedApi() {
        return new OpenAPI()
                .info(info())
                .servers(List.of(new Server().url("/").description("this Nightdesk")))
                .components(
                        new Components().addSecuritySchemes(COOKIE, cookie()).addSecuritySchemes(BEARER, bearer()))
                .addSecurityItem(new SecurityRequirement().addList(COOKIE))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    @Bean
    GlobalOpenApiCustomizer finishedDescription() {
        return new FinishDescription();
    }

    @Bean
    GlobalOperationCustomizer operations() {
        return new DescribeOperation();
    }

    @Bean
    ModelResolver modelResolver(ObjectMapperProvider mapper) {
        return new ModelResolver(mapper.jsonMapper(), new SchemaNames()).openapi31(true);
    }

    @Bean
    RecordFields recordFields() {
        return new RecordFields();
    }

    private static Info info() {
        return new Info()
                .title("Nightdesk 夜班台")
                .version(VERSION)
                .description("Times are ISO-8601 with offset. Errors are application/problem+json (RFC 9457)."
                        + " Lists are {total, items} with page from 0 and size.")
                .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0"));
    }

    private static SecurityScheme cookie() {
        return new SecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.COOKIE)
                .name("nightdesk_session")
                .description("People: POST /api/session. Unsafe methods also need the header X-CSRF-Token.");
    }

    private static SecurityScheme bearer() {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("Programs: POST /api/tokens; scopes read, import, knowledge, leads, admin.");
    }
}
