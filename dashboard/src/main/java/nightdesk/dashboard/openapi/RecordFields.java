package nightdesk.dashboard.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says of each field of a record whether it is always there, from its {@code @Nullable}; Nightdesk marks all of them. */
final class RecordFields implements ModelConverter {

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        Schema<?> schema = chain.next().resolve(type, context, chain);
        Class<?> raw = raw(type);
        if (schema != null && raw != null && raw.isRecord()) {
            mark(raw, model(schema, context));
        }
        return schema;
    }

    private static @Nullable Class<?> raw(AnnotatedType type) {
        if (type.getType() == null) {
            return null;
        }
        JavaType resolved = Json.mapper().constructType(type.getType());
        return resolved.getRawClass();
    }

    private static Schema<?> model(Schema<?> schema, ModelConverterContext context) {
        if (schema.get$ref() == null) {
            return schema;
        }
        String name = schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
        Schema<?> defined = context.getDefinedModels().get(name);
        return defined == null ? schema : defined;
    }

    private static void mark(Class<?> type, Schema<?> model) {
        Map<String, Schema> properties = model.getProperties();
        if (properties == null) {
            return;
        }
        List<RecordComponent> fields = Arrays.stream(type.getRecordComponents())
                .filter(field -> properties.containsKey(field.getName()))
                .toList();
        boolean omitsEmpty = type.isAnnotationPresent(JsonInclude.class);
        fields.stream().filter(field -> !isNullable(field) && !omitsEmpty).forEach(field -> require(model, field));
        fields.stream().filter(RecordFields::isNullable).forEach(field -> allowNull(properties.get(field.getName())));
    }

    private static void require(Schema<?> model, RecordComponent field) {
        if (model.getRequired() == null || !model.getRequired().contains(field.getName())) {
            model.addRequiredItem(field.getName());
        }
    }

    private static void allowNull(@Nullable Schema<?> property) {
        if (property != null && property.get$ref() == null && property.getTypes() != null) {
            property.addType("null");
        }
    }

    private static boolean isNullable(RecordComponent field) {
        return field.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
