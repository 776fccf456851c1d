package nightdesk.dashboard.openapi;

import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of schemas. A record inside a controller keeps its own name, one inside another type is named after both
 * ({@code Reply.Delivery} is {@code ReplyDelivery}), so that records of the same name do not merge in silence.
 */
final class SchemaNames extends TypeNameResolver {
    private final Map<String, Class<?>> taken = new ConcurrentHashMap<>();

    @Override
    protected String getNameOfClass(Class<?> type) {
        String name = name(type);
        Class<?> first = taken.putIfAbsent(name, type);
        if (first != null && !first.equals(type)) {
            throw new IllegalStateException("schema '" + name + "': met " + first.getName() + " and " + type.getName()
                    + ", expected different names; rename one of the records");
        }
        return name;
    }

    private static String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == null || outer.getSimpleName().endsWith("Controller")
                ? type.getSimpleName()
                : name(outer) + type.getSimpleName();
    }
}
