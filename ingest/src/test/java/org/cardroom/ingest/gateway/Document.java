package org.cardroom.ingest.gateway;

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

/** The API's description, as it is served. */
final class Document {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode root;

    Document(String text) {
        root = MAPPER.readTree(text);
    }

    /** What is wrong with it by the OpenAPI Initiative's own schema, of 2026-08-03 (Apache 2.0). */
    List<Error> errors() {
        try (InputStream in = Objects.requireNonNull(Document.class.getResourceAsStream("/openapi-3.1.schema.json"))) {
            String standard = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SCHEMAS.getSchema(MAPPER.readTree(standard)).validate(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a schema of it by the schema of schemas. */
    List<Error> errorsOfSchemas() {
        ObjectNode all = MAPPER.createObjectNode();
        all.set("$defs", root.at("/components/schemas"));
        return SCHEMAS.getSchema(
                        MAPPER.createObjectNode().put("$ref", SpecificationVersion.DRAFT_2020_12.getDialectId()))
                .validate(all);
    }

    /** Its references that lead nowhere, and its components that no reference leads to. */
    Set<String> loose() {
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

    /** Each by its method and path. */
    Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        root.path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> operations.put(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), operation.getValue())));
        return operations;
    }

    /** What a reference leads to; anything else as it is. */
    JsonNode follow(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").asString().substring(1)) : node;
    }

    /** The parameters of an operation. */
    List<JsonNode> parameters(JsonNode operation) {
        return operation.path("parameters").valueStream().map(this::follow).toList();
    }

    /** The codes of each of its kinds of error. */
    Map<String, List<String>> codes() {
        return root.at("/components/responses").properties().stream()
                .filter(response -> response.getValue().has("x-codes"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, response -> texts(response.getValue().path("x-codes"))));
    }

    /** The enum of this schema. */
    List<String> constants(String schema) {
        return texts(root.at("/components/schemas/" + schema + "/enum"));
    }

    /** The codes that a problem may have. */
    List<String> problems() {
        return texts(root.at("/components/schemas/Problem/properties/code/enum"));
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /** What is wrong with an answer to this operation; the media type is part of it. */
    List<Error> errors(String operation, Web.Said said) {
        JsonNode response = follow(operations().get(operation).path("responses").path(String.valueOf(said.status())));
        JsonNode content = response.path("content").path(said.headers().getOrDefault("Content-Type", ""));
        ObjectNode schema = ((ObjectNode) content.required("schema")).deepCopy();
        schema.set("components", root.path("components"));
        return SCHEMAS.getSchema(schema).validate(MAPPER.readTree(said.body()));
    }
}
