package nightdesk.dashboard.openapi;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import nightdesk.dashboard.problem.Problem;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Adds what no controller says: problem answers, WeCom's callback, and an order that never changes by itself. */
final class FinishDescription implements GlobalOpenApiCustomizer {
    private static final String PROBLEM = "#/components/schemas/Problem";
    private static final String CALLBACK = "/wecom/callback/{account}";

    @Override
    public void customise(OpenAPI api) {
        addProblem(api);
        addCallback(api);
        api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(FinishDescription::addProblemAnswer);
        sort(api);
    }

    private static void addProblem(OpenAPI api) {
        Map<String, Schema> schemas = ModelConverters.getInstance(true)
                .resolveAsResolvedSchema(new AnnotatedType(Problem.class))
                .referencedSchemas;
        schemas.forEach(api.getComponents()::addSchemas);
    }

    private static void addProblemAnswer(Operation operation) {
        ApiResponses answers = operation.getResponses() == null ? new ApiResponses() : operation.getResponses();
        operation.setResponses(answers);
        answers.addApiResponse(
                "default",
                new ApiResponse()
                        .description("A problem")
                        .content(new Content()
                                .addMediaType(
                                        "application/problem+json",
                                        new MediaType().schema(new Schema<>().$ref(PROBLEM)))));
    }

    private static void addCallback(OpenAPI api) {
        api.getPaths()
                .addPathItem(
                        CALLBACK,
                        new PathItem()
                                .get(callback("verifyCallback", "WeCom verifies the address", "the decrypted echostr")
                                        .addParametersItem(query("echostr")))
                                .post(callback("receiveCallback", "WeCom delivers an encrypted callback", "taken")
                                        .requestBody(
                                                new RequestBody().required(true).content(content("application/xml")))));
    }

    private static Operation callback(String id, String summary, String answer) {
        return new Operation()
                .operationId(id)
                .summary(summary)
                .addTagsItem("wecom")
                .security(List.<SecurityRequirement>of())
                .addParametersItem(new Parameter()
                        .in("path")
                        .name("account")
                        .required(true)
                        .schema(new StringSchema()))
                .addParametersItem(query("msg_signature"))
                .addParametersItem(query("timestamp"))
                .addParametersItem(query("nonce"))
                .responses(new ApiResponses()
                        .addApiResponse(
                                "200", new ApiResponse().description(answer).content(content("text/plain"))));
    }

    private static Parameter query(String name) {
        return new Parameter().in("query").name(name).required(true).schema(new StringSchema());
    }

    private static Content content(String type) {
        return new Content().addMediaType(type, new MediaType().schema(new StringSchema()));
    }

    private static void sort(OpenAPI api) {
        Paths paths = new Paths();
        new TreeMap<>(api.getPaths()).forEach(paths::addPathItem);
        api.setPaths(paths);
        api.getComponents().setSchemas(new TreeMap<>(api.getComponents().getSchemas()));
        Stream<Tag> tags = api.getTags() == null ? Stream.empty() : api.getTags().stream();
        api.setTags(tags.sorted(Comparator.comparing(Tag::getName)).toList());
    }
}
