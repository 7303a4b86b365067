package org.cardroom.events.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.outcome.IssuanceEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds where a schema and the type that is written by it differ: in their fields, which of them may lack, and enums. */
final class SchemaMatcher {
    private static final Map<Class<?>, String> WRITTEN_AS =
            Map.of(int.class, "integer", long.class, "integer", Integer.class, "integer", boolean.class, "boolean");
    private static final Set<Package> MESSAGE_PACKAGES =
            Set.of(SchemaMatcher.class.getPackage(), IssuanceEvent.class.getPackage());

    private final AsyncApiDocument document;
    private final List<String> differences = new ArrayList<>();

    SchemaMatcher(AsyncApiDocument document) {
        this.document = document;
    }

    List<String> differences() {
        return differences;
    }

    /** Compares the schema with a record that is written with a field for its type, or without one where that is empty. */
    void compare(String where, JsonNode schema, Class<?> type, List<String> tag) {
        RecordComponent[] components = type.getRecordComponents();
        differs(where, schema.path("properties").propertyNames(), tagged(tag, Arrays.stream(components)));
        differs(
                where + " required",
                AsyncApiDocument.texts(schema.path("required")),
                tagged(tag, Arrays.stream(components).filter(SchemaMatcher::isAlwaysThere)));
        differs(where + " is closed", schema.path("additionalProperties").asString(), "false");
        for (RecordComponent one : components) {
            String field = where + "." + one.getName();
            compare(field, schema.path("properties").path(one.getName()), one.getAnnotatedType());
        }
    }

    private static List<String> tagged(List<String> tag, Stream<RecordComponent> components) {
        return Stream.concat(tag.stream(), components.map(RecordComponent::getName))
                .toList();
    }

    private static boolean isAlwaysThere(RecordComponent field) {
        JsonInclude include = field.getAccessor().getAnnotation(JsonInclude.class);
        return include == null && !field.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private void compare(String where, JsonNode reference, AnnotatedType annotated) {
        JsonNode schema = document.follow(reference);
        if (annotated instanceof AnnotatedParameterizedType many) {
            differs(where, schema.path("type").asString(), "array");
            compare(where + "[]", schema.path("items"), many.getAnnotatedActualTypeArguments()[0]);
            return;
        }
        Class<?> type = (Class<?>) annotated.getType();
        if (type.isEnum()) {
            differs(where, AsyncApiDocument.texts(schema.path("enum")), written(type));
        } else if (type.isSealed()) {
            alternatives(where, schema, type);
        } else if (type.isRecord() && MESSAGE_PACKAGES.contains(type.getPackage())) {
            compare(where, schema, type, List.of());
        } else {
            differs(where, written(schema), WRITTEN_AS.getOrDefault(type, "string"));
        }
    }

    private static List<String> written(Class<?> enumeration) {
        return Arrays.stream(enumeration.getEnumConstants())
                .map(one -> AsyncApiDocument.json(MessageJson.write(one)).asString())
                .toList();
    }

    private String written(JsonNode schema) {
        JsonNode whole =
                schema.has("allOf") ? document.follow(schema.path("allOf").path(0)) : schema;
        return whole.path("type").asString();
    }

    private void alternatives(String where, JsonNode schema, Class<?> type) {
        String tag = type.getAnnotation(JsonTypeInfo.class).property();
        JsonSubTypes.Type[] types = type.getAnnotation(JsonSubTypes.class).value();
        differs(where, schema.path("oneOf").size(), types.length);
        for (int i = 0; i < types.length; i++) {
            JsonNode one = document.follow(schema.path("oneOf").path(i));
            String name = where + "(" + types[i].name() + ")";
            differs(name, one.at("/properties/" + tag + "/const").asString(), types[i].name());
            compare(name, one, types[i].value(), List.of(tag));
        }
    }

    private void differs(String where, Object described, Object written) {
        if (!plain(described).equals(plain(written))) {
            differences.add(where + ": " + described + " is described, " + written + " is written");
        }
    }

    private static Object plain(Object value) {
        return value instanceof Set ? List.copyOf((Collection<?>) value) : value;
    }
}
