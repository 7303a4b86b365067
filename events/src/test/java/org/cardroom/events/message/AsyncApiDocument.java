package org.cardroom.events.message;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description of all topics, as it is shipped. Schemas in AsyncAPI 3.0 are those of JSON Schema draft-07. */
final class AsyncApiDocument {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

    private final JsonNode root = MAPPER.readTree(resource("/asyncapi.json"));
    private final Map<String, Schema> payloads = new TreeMap<>();

    AsyncApiDocument() {
        jsonMessages().forEach((name, message) -> payloads.put(name, schema(message.path("payload"))));
    }

    static byte[] resource(String path) {
        try (InputStream in = Objects.requireNonNull(AsyncApiDocument.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(byte[] text) {
        return MAPPER.readTree(text);
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /** What is wrong with it by the AsyncAPI Initiative's own schema, as far as that is needed here. */
    List<Error> errors() {
        return errors(root);
    }

    static List<Error> errors(JsonNode document) {
        return SCHEMAS.getSchema(json(resource("/asyncapi-3.0.schema.json"))).validate(document);
    }

    /** Its references that lead nowhere, and its components that no reference leads to. */
    Set<String> unreferenced() {
        Set<String> components = new TreeSet<>();
        root.path("components").properties().forEach(kind -> kind.getValue()
                .propertyNames()
                .forEach(name -> components.add("#/components/" + kind.getKey() + "/" + name)));
        Set<String> named =
                root.findValues("$ref").stream().map(JsonNode::asString).collect(Collectors.toSet());
        Set<String> loose = new TreeSet<>(components);
        loose.removeAll(named);
        named.stream().filter(one -> root.at(one.substring(1)).isMissingNode()).forEach(loose::add);
        return loose;
    }

    /** What a reference leads to; anything else as it is. */
    JsonNode follow(JsonNode node) {
        return node.has("$ref") ? follow(root.at(node.path("$ref").asString().substring(1))) : node;
    }

    JsonNode at(String pointer) {
        return root.at(pointer);
    }

    ObjectNode copy() {
        return (ObjectNode) root.deepCopy();
    }

    /** The channels by their addresses. */
    Map<String, JsonNode> channels() {
        Map<String, JsonNode> channels = new TreeMap<>();
        root.path("channels")
                .values()
                .forEach(one -> channels.put(one.path("address").asString(), one));
        return channels;
    }

    /** The messages whose payload is JSON. */
    Map<String, JsonNode> jsonMessages() {
        Map<String, JsonNode> messages = new TreeMap<>();
        root.at("/components/messages").properties().stream()
                .filter(one -> !one.getValue().has("contentType"))
                .forEach(one -> messages.put(one.getKey(), one.getValue()));
        return messages;
    }

    /** The names of the messages whose schema takes this value. */
    Set<String> matchingMessages(JsonNode value) {
        return payloads.keySet().stream()
                .filter(name -> payloads.get(name).validate(value).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is wrong with a value by the schema of this message. */
    List<Error> errors(String message, JsonNode value) {
        return payloads.get(message).validate(value);
    }

    /** What is wrong with a record key of this message. */
    List<Error> keyErrors(String message, String key) {
        JsonNode bindings = follow(jsonMessages().get(message).path("bindings"));
        return schema(bindings.at("/kafka/key")).validate(MAPPER.valueToTree(key));
    }

    private Schema schema(JsonNode node) {
        ObjectNode schema = ((ObjectNode) follow(node)).deepCopy();
        schema.set("components", root.path("components"));
        return SCHEMAS.getSchema(schema);
    }
}
