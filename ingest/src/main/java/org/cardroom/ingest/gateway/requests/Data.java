package org.cardroom.ingest.gateway.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardroom.db.http.HttpRequest.DataItem;
import org.cardroom.ingest.gateway.input.Fields;
import org.cardroom.ingest.gateway.problem.Code;
import org.cardroom.ingest.gateway.problem.Refused;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The data that clients collect: an array, or a string that holds one, of {@code {"Name": …, "Value": …}} or of
 * {@code {name: value}}.
 */
final class Data {
    private static final String FIELD = "datacollection";
    private static final int MOST = 50;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_VALUE = 500;

    private final JsonMapper mapper;

    Data(JsonMapper mapper) {
        this.mapper = mapper;
    }

    List<DataItem> read(JsonNode given) {
        JsonNode array = given.isString() ? parse(given.asString()) : given;
        if (!array.isArray()) {
            throw new Refused(Code.WRONG_TYPE, FIELD, "it must be an array, or a string that holds one");
        }
        List<DataItem> items = new ArrayList<>();
        array.forEach(entry -> items.addAll(items(entry)));
        if (items.size() > MOST) {
            throw new Refused(Code.BAD_VALUE, FIELD, "it has at most " + MOST + " items");
        }
        return items;
    }

    private JsonNode parse(String text) {
        try {
            return text.isEmpty() ? mapper.createArrayNode() : mapper.readTree(text);
        } catch (JacksonException e) {
            throw new Refused(Code.BAD_JSON, FIELD, "the string must hold a JSON array");
        }
    }

    private static List<DataItem> items(JsonNode entry) {
        if (!entry.isObject()) {
            throw new Refused(Code.WRONG_TYPE, FIELD, "each item must be an object");
        }
        Fields fields = Fields.of(entry);
        Optional<JsonNode> name = fields.node("name");
        Optional<JsonNode> value = fields.node("value");
        if (entry.size() == 2 && name.isPresent() && value.isPresent()) {
            return List.of(item(text(name.get()), value.get()));
        }
        return entry.properties().stream().map(Data::item).toList();
    }

    private static DataItem item(Map.Entry<String, JsonNode> field) {
        return item(field.getKey(), field.getValue());
    }

    private static DataItem item(String name, JsonNode value) {
        String text = Fields.storable(FIELD, text(value));
        if (Fields.storable(FIELD, name).isEmpty() || name.length() > LONGEST_NAME || text.length() > LONGEST_VALUE) {
            throw new Refused(
                    Code.BAD_VALUE,
                    FIELD,
                    "a name has 1 to " + LONGEST_NAME + " characters, a value at most " + LONGEST_VALUE);
        }
        return new DataItem(name, text);
    }

    private static String text(JsonNode node) {
        if (!node.isString()) {
            throw new Refused(Code.WRONG_TYPE, FIELD, "names and values must be strings");
        }
        return node.asString();
    }
}
