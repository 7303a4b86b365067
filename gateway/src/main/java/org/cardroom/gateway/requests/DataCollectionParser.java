package org.cardroom.gateway.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardroom.db.http.HttpRequest.DataItem;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import org.cardroom.gateway.input.JsonBody;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses the field {@code datacollection}: an array, or a string with a JSON array, of {@code {"Name": …, "Value": …}} or
 * {@code {name: value}}.
 */
final class DataCollectionParser {
    private static final String FIELD = "datacollection";
    private static final int MAX_ITEMS = 50;
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_VALUE_LENGTH = 500;

    private final JsonMapper mapper;

    DataCollectionParser(JsonMapper mapper) {
        this.mapper = mapper;
    }

    List<DataItem> parseItems(JsonNode node) {
        JsonNode array = node.isString() ? parse(node.asString()) : node;
        if (!array.isArray()) {
            throw new ApiException(ErrorCode.WRONG_TYPE, FIELD, "it must be an array, or a string with a JSON array");
        }
        List<DataItem> items = new ArrayList<>();
        array.forEach(entry -> items.addAll(items(entry)));
        if (items.size() > MAX_ITEMS) {
            throw new ApiException(ErrorCode.BAD_VALUE, FIELD, "it must have at most " + MAX_ITEMS + " items");
        }
        return items;
    }

    private JsonNode parse(String text) {
        try {
            return text.isEmpty() ? mapper.createArrayNode() : mapper.readTree(text);
        } catch (JacksonException e) {
            throw new ApiException(ErrorCode.BAD_JSON, FIELD, "the string must be a JSON array");
        }
    }

    private static List<DataItem> items(JsonNode entry) {
        if (!entry.isObject()) {
            throw new ApiException(ErrorCode.WRONG_TYPE, FIELD, "each item must be an object");
        }
        JsonBody fields = JsonBody.of(entry);
        Optional<JsonNode> name = fields.node("name");
        Optional<JsonNode> value = fields.node("value");
        if (entry.size() == 2 && name.isPresent() && value.isPresent()) {
            return List.of(item(text(name.get()), value.get()));
        }
        return entry.properties().stream()
                .map(field -> item(field.getKey(), field.getValue()))
                .toList();
    }

    private static DataItem item(String name, JsonNode value) {
        String text = JsonBody.requireStorable(FIELD, text(value));
        int length = JsonBody.requireStorable(FIELD, name).length();
        if (length == 0 || length > MAX_NAME_LENGTH || text.length() > MAX_VALUE_LENGTH) {
            String why =
                    "a name must have 1 to " + MAX_NAME_LENGTH + " characters, a value at most " + MAX_VALUE_LENGTH;
            throw new ApiException(ErrorCode.BAD_VALUE, FIELD, why);
        }
        return new DataItem(name, text);
    }

    private static String text(JsonNode node) {
        if (!node.isString()) {
            throw new ApiException(ErrorCode.WRONG_TYPE, FIELD, "names and values must be strings");
        }
        return node.asString();
    }
}
