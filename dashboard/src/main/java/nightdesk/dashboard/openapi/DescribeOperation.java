package nightdesk.dashboard.openapi;

import io.swagger.v3.oas.models.Operation;
import java.security.Principal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.web.method.HandlerMethod;

/** Names each operation after its controller, whatever others there are, and hides what the caller does not send. */
final class DescribeOperation implements GlobalOperationCustomizer {

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        operation.setOperationId(name(
                handler.getBeanType().getSimpleName().replaceFirst("Controller$", ""),
                handler.getMethod().getName()));
        if (operation.getParameters() != null) {
            Set<String> callers = callers(handler);
            operation.getParameters().removeIf(parameter -> callers.contains(parameter.getName()));
        }
        return operation;
    }

    /** {@code tokenList} for {@code TokenController.list}. */
    private static String name(String controller, String method) {
        return controller.substring(0, 1).toLowerCase(Locale.ROOT)
                + controller.substring(1)
                + method.substring(0, 1).toUpperCase(Locale.ROOT)
                + method.substring(1);
    }

    private static Set<String> callers(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .filter(DescribeOperation::isCaller)
                .map(parameter -> handler.getMethod()
                        .getParameters()[parameter.getParameterIndex()]
                        .getName())
                .collect(Collectors.toSet());
    }

    private static boolean isCaller(MethodParameter parameter) {
        ResolvableType type = ResolvableType.forMethodParameter(parameter);
        return Principal.class.isAssignableFrom(type.toClass())
                || Principal.class.isAssignableFrom(type.getGeneric(0).toClass());
    }
}
