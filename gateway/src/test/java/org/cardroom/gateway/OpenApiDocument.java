package org.cardroom.gateway;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The served OpenAPI document. */
final class OpenApiDocument {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode root;

    OpenApiDocument(String text) {
        root = MAPPER.readTree(text);
    }

    /** Validates the document by the OpenAPI Initiative's schema of 2026-08-03 (Apache 2.0). */
    List<Error> errors() {
        try (InputStream in =
                Objects.requireNonNull(OpenApiDocument.class.getResourceAsStream("/openapi-3.1.schema.json"))) {
            String standard = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SCHEMAS.getSchema(MAPPER.readTree(standard)).validate(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Validates the document's schemas by the JSON Schema meta-schema. */
    List<Error> errorsOfSchemas() {
        ObjectNode all = MAPPER.createObjectNode();
        all.set("$defs", root.at("/components/schemas"));
        return SCHEMAS.getSchema(
                        MAPPER.createObjectNode().put("$ref", SpecificationVersion.DRAFT_2020_12.getDialectId()))
                .validate(all);
    }

    /** Returns references without a target and components without a reference. */
    Set<String> danglingReferences() {
        Set<String> targets = new TreeSet<>();
        root.at("/components").properties().stream()
                .filter(kind -> !kind.getKey().equals("securitySchemes"))
                .forEach(kind -> kind.getValue()
                        .propertyNames()
                        .forEach(name -> targets.add("#/components/" + kind.getKey() + "/" + name)));
        Set<String> named =
                root.findValues("$ref").stream().map(JsonNode::asString).collect(Collectors.toSet());
        Set<String> loose = new TreeSet<>(targets);
        loose.addAll(named);
        loose.removeIf(one -> targets.contains(one) && named.contains(one));
        return loose;
    }

    /** Returns the operations by method and path. */
    Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        root.path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> operations.put(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), operation.getValue())));
        return operations;
    }

    /** Returns the target of a reference; any other node unchanged. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").asString().substring(1)) : node;
    }

    /** Returns the parameters of an operation. */
    List<JsonNode> parameters(JsonNode operation) {
        return operation.path("parameters").valueStream().map(this::resolve).toList();
    }

    /** Returns the error codes of each response component. */
    Map<String, List<String>> errorCodesByResponse() {
        return root.at("/components/responses").properties().stream()
                .filter(response -> response.getValue().has("x-codes"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, response -> texts(response.getValue().path("x-codes"))));
    }

    /** Returns the enum values of this schema. */
    List<String> enumValues(String schema) {
        return texts(root.at("/components/schemas/" + schema + "/enum"));
    }

    /** Returns all error codes. */
    List<String> problemCodes() {
        return texts(root.at("/components/schemas/Problem/properties/code/enum"));
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /** Validates a response of this operation, including its media type. */
    List<Error> errors(String operation, GatewayFixture.HttpReply reply) {
        JsonNode response =
                resolve(operations().get(operation).path("responses").path(String.valueOf(reply.status())));
        JsonNode content = response.path("content").path(reply.headers().getOrDefault("Content-Type", ""));
        ObjectNode schema = ((ObjectNode) content.required("schema")).deepCopy();
        schema.set("components", root.path("components"));
        return SCHEMAS.getSchema(schema).validate(MAPPER.readTree(reply.body()));
    }
}
