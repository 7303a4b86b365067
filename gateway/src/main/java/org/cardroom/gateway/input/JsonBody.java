package org.cardroom.gateway.input;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object, by name in any case. A null field counts as absent; unknown fields are ignored, because
 * clients send more fields than the gateway uses. Each reader throws {@link ApiException} if the value is invalid.
 */
public final class JsonBody {
    private final Map<String, JsonNode> fields;

    private JsonBody(Map<String, JsonNode> fields) {
        this.fields = fields;
    }

    /** Reads the fields of a body, which must be an object whose names differ not only by case. */
    public static JsonBody of(JsonNode body) {
        if (!body.isObject()) {
            throw new ApiException(ErrorCode.BAD_JSON, "the body must be one JSON object");
        }
        Map<String, JsonNode> fields = new HashMap<>();
        body.forEachEntry((name, value) -> {
            if (fields.put(name.toLowerCase(Locale.ROOT), value) != null) {
                throw new ApiException(ErrorCode.PARAMETER_TWICE, "two fields have names that differ only by case");
            }
        });
        return new JsonBody(fields);
    }

    /** Returns the field unconverted. */
    public Optional<JsonNode> node(String name) {
        return Optional.ofNullable(fields.get(name)).filter(node -> !node.isNull());
    }

    /** Returns a GUID. */
    public Optional<UUID> guid(String name) {
        return value(name, ValueParsers::parseGuid);
    }

    /** Returns a card's own identifier, in hex or as a GUID. */
    public Optional<CardId> cardId(String name) {
        return value(name, ValueParsers::parseCardId);
    }

    /** Returns an answer-to-reset, in hex. */
    public Optional<Atr> atr(String name) {
        return value(name, ValueParsers::parseAtr);
    }

    /** Returns a text of at most this length; it may be empty. */
    public Optional<String> text(String name, int maxLength) {
        return node(name).map(node -> {
            String text = requireStorable(name, string(name, node));
            if (text.length() > maxLength) {
                throw new ApiException(ErrorCode.BAD_VALUE, name, "it must have at most " + maxLength + " characters");
            }
            return text;
        });
    }

    /** Requires and returns a text that PostgreSQL can store: JSON escapes can spell other ones. */
    public static String requireStorable(String name, String text) {
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new ApiException(ErrorCode.BAD_VALUE, name, "it has a NUL or an unpaired surrogate");
        }
        return text;
    }

    /** Returns a constant of this enum, by name in any case. */
    public <E extends Enum<E>> Optional<E> enumConstant(String name, Class<E> type) {
        return node(name).map(node -> EnumNames.parse(type, name, string(name, node)));
    }

    /** Returns a whole number in these bounds, given as a number or in a string. */
    public Optional<Integer> number(String name, int min, int max) {
        return node(name).map(node -> {
            if (!node.isIntegralNumber() && !node.isString()) {
                throw new ApiException(ErrorCode.WRONG_TYPE, name, "it must be a whole number, or one in a string");
            }
            String text = node.asString();
            if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
                throw new ApiException(ErrorCode.BAD_VALUE, name, "it must be " + min + " to " + max);
            }
            return Integer.parseInt(text);
        });
    }

    /** Requires a field. */
    public static <T> T require(String name, Optional<T> value) {
        return value.orElseThrow(() -> new ApiException(ErrorCode.PARAMETER_MISSING, name, "it is required"));
    }

    private <T> Optional<T> value(String name, Function<String, T> parser) {
        try {
            return node(name)
                    .map(node -> string(name, node))
                    .filter(text -> !text.isEmpty())
                    .map(parser);
        } catch (ApiException e) {
            throw e.withParameter(name);
        }
    }

    private static String string(String name, JsonNode node) {
        if (!node.isString()) {
            throw new ApiException(ErrorCode.WRONG_TYPE, name, "it must be a string");
        }
        return node.asString();
    }
}
